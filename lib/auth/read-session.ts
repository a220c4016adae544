import 'server-only'
import { findSession, type Session, slideIdleLimit } from '@/lib/session/session'
import type { AuthContext } from './auth-context'

/** A signed-in browser, as the use-cases hand it on. */
export type { Session }

/**
 * The live session of a cookie, or null, by one read of the store.
 *
 * @param options.activity true when a person did something: the idle limit then moves
 * @param options.accessTo the institutions whose access is read along; null is institution zero
 * @throws AppError `store_unavailable`
 */
export async function readSession(
  context: AuthContext,
  {
    sessionSeal,
    activity,
    accessTo,
  }: {
    sessionSeal: string | undefined
    activity: boolean
    accessTo: 'all' | readonly (string | null)[]
  },
): Promise<Session | null> {
  const { sessionStore, config, now } = context
  const session = await findSession(sessionStore, config, { sessionSeal, accessTo, now: now() })
  return session === null || !activity ? session : recordActivity(context, session)
}

/** A person did something: the idle limit moves. Answers null when the session has just ended. */
export function recordActivity(
  { sessionStore, config, now }: AuthContext,
  session: Session,
): Promise<Session | null> {
  return slideIdleLimit(sessionStore, config, { session, now: now() })
}
