import 'server-only'
import { log } from '@/lib/observability/log'
import type { SessionOwner, SessionSummary } from '@/lib/session/session-store'
import type { AuthContext } from './auth-context'

/**
 * Ends sessions from outside: without their cookies nobody can read their tokens, so these are not
 * revoked; they are gone with the records.
 *
 * @param options.only which of the owner's sessions; all by default
 * @returns how many
 * @throws AppError `store_unavailable`
 */
export async function endSessions(
  { sessionStore, now }: Pick<AuthContext, 'sessionStore' | 'now'>,
  {
    owner,
    reason,
    only = () => true,
  }: {
    owner: SessionOwner
    reason: 'ended_by_user' | 'ended_by_provider'
    only?: (session: SessionSummary) => boolean
  },
): Promise<number> {
  const sessions = (await sessionStore.listSessions(owner, now())).filter(only)
  await Promise.all(sessions.map(({ sessionId }) => sessionStore.endSession(sessionId)))
  for (const { subject } of sessions) log('info', 'session.ended', { reason, subject })
  return sessions.length
}
