import 'server-only'
import { log } from '@/lib/observability/log'
import { revokeTokens } from '@/lib/oidc/token-revocation'
import { openAccesses } from '@/lib/session/institution-access'
import type { Session } from '@/lib/session/session'
import type { AuthContext } from './auth-context'

const revocationLimitMilliseconds = 2_000

/**
 * Ends a session: gone from the store first, so that it is over even if nothing else works, then
 * its refresh tokens are revoked, all at once and at most two seconds long.
 *
 * @throws AppError `store_unavailable`
 */
export async function endSession(
  { sessionStore, relyingParty, now }: AuthContext,
  session: Session,
  reason: 'signed_out' | 'user_mismatch' | 'replaced',
): Promise<void> {
  const { sessionId, user } = session
  const stored = await sessionStore.findSession(sessionId, { accessTo: 'all', now: now() })
  await sessionStore.endSession(sessionId)
  log('info', 'session.ended', { reason, subject: user.subject })
  await revokeTokens(relyingParty, {
    tokens: openAccesses(session, stored?.accesses ?? []).flatMap(
      ({ clientId, tokenSet: { refreshToken } }) =>
        refreshToken === undefined ? [] : [{ refreshToken, clientId }],
    ),
    withinMilliseconds: revocationLimitMilliseconds,
  })
}
