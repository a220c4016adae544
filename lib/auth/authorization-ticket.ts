import 'server-only'
import { openSeal, seal } from '@/lib/session/seal'
import { findSession, type Session } from '@/lib/session/session'
import type { AuthContext } from './auth-context'

const ttlSeconds = 60

/**
 * Lets one of our own pages send its session into an institution authorization.
 *
 * A redirect keeps the origin of whoever began the chain: after a sign-in that is the provider, and
 * for a link in a message it is the message. The ticket shows that a page of ours, which has read
 * the session and found the institution permitted, is what sends the browser on.
 */
export function createAuthorizationTicket(
  { config }: AuthContext,
  { session, institutionId }: { session: Session; institutionId: string },
): Promise<string> {
  const { sessionId } = session
  return seal({ sessionId, institutionId }, { secrets: config.sessionSecrets, ttlSeconds })
}

/** Whether a ticket is genuine, not older than a minute, and of this session and institution. */
export async function isAuthorizationTicket(
  { config, sessionStore, now }: AuthContext,
  {
    ticket,
    sessionSeal,
    institutionId,
  }: { ticket: string | null; sessionSeal: string | undefined; institutionId: string | null },
): Promise<boolean> {
  if (ticket === null || institutionId === null) return false
  const opened = await openSeal(ticket, { secrets: config.sessionSecrets, ttlSeconds })
  const session = await findSession(sessionStore, config, {
    sessionSeal,
    accessTo: [],
    now: now(),
  })
  if (opened.status !== 'open' || session === null) return false
  const { sessionId, institutionId: permitted } = opened.value as Record<string, unknown>
  return sessionId === session.sessionId && permitted === institutionId
}
