import 'server-only'
import { createHash } from 'node:crypto'
import type { Session } from '@/lib/session/session'
import type { SessionSummary } from '@/lib/session/session-store'
import type { AuthContext } from './auth-context'
import { endSession } from './end-session'
import { endSessions } from './end-sessions'

/** One of a person's sessions, as another of them may see it. Times are milliseconds since 1970. */
export interface OwnSession extends Omit<SessionSummary, 'institutionIds'> {
  readonly lastActiveAt: number
  /** Institution zero is not one a person works in. */
  readonly institutionIds: readonly string[]
}

/**
 * Every live session of this session's person, the newest first.
 *
 * @throws AppError `store_unavailable`
 */
export async function listOwnSessions(
  { sessionStore, config, now }: AuthContext,
  { user: { issuer, subject } }: Session,
): Promise<OwnSession[]> {
  const sessions = await sessionStore.listSessions({ issuer, subject }, now())
  return sessions.map((summary) => ({
    ...summary,
    lastActiveAt: Math.max(
      summary.startedAt,
      summary.idleExpiresAt - config.sessionIdleSeconds * 1_000,
    ),
    institutionIds: summary.institutionIds.filter((id) => id !== ''),
  }))
}

/** Names a session to its person's browsers without giving its id away. */
export function sessionRef(sessionId: string): string {
  return createHash('sha256').update(`session-ref:${sessionId}`).digest('base64url').slice(0, 22)
}

/**
 * Ends one session of this session's person, on whatever device. One that is gone already, or is
 * somebody else's, is no error and says nothing.
 *
 * @throws AppError `store_unavailable`
 */
export async function endOwnSession(
  context: AuthContext,
  { session, ref }: { session: Session; ref: string },
): Promise<void> {
  if (sessionRef(session.sessionId) === ref) return endSession(context, session, 'signed_out')
  const { issuer, subject } = session.user
  await endSessions(context, {
    owner: { issuer, subject },
    reason: 'ended_by_user',
    only: ({ sessionId }) => sessionRef(sessionId) === ref,
  })
}
