import 'server-only'
import { type InstitutionAccess, listInstitutionAccess } from '@/lib/session/institution-access'
import { findSession, type Session, slideIdleLimit } from '@/lib/session/session'

/** A signed-in browser, as the use-cases hand it on. */
export type { Session }

import type { AuthContext } from './auth-context'

/**
 * The live session of a cookie, or null.
 *
 * @param options.activity true when a person did something: the idle limit then moves
 * @throws AppError `store_unavailable`
 */
export async function readSession(
  { sessionStore, config, now }: AuthContext,
  { sessionSeal, activity }: { sessionSeal: string | undefined; activity: boolean },
): Promise<Session | null> {
  const session = await findSession(sessionStore, config, { sessionSeal, now: now() })
  if (session === null || !activity) return session
  return slideIdleLimit(sessionStore, config, { session, now: now() })
}

/** The accesses of a session, for its view; institution zero is not one a person works in. */
export async function listAccesses(
  { sessionStore, now }: AuthContext,
  session: Session,
): Promise<InstitutionAccess[]> {
  const accesses = await listInstitutionAccess(sessionStore, session, { now: now() })
  return accesses.filter(({ institutionId }) => institutionId !== null)
}
