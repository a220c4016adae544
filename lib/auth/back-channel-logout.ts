import 'server-only'
import { AppError } from '@/lib/errors'
import { verifyLogoutToken } from '@/lib/oidc/logout-token'
import type { AuthContext } from './auth-context'
import { endSessions } from './end-sessions'

/** Between the provider's clock and ours. */
const clockSkew = 5_000

/**
 * The provider says that a person, or one of their sessions there, is signed out: the sessions that
 * came of it end here, on every device. A token is accepted once.
 *
 * They end before the token counts as used, so that the provider can send it again when the store
 * did not answer. Only sessions older than the token end, so a replay finds nothing that the first
 * use was not meant for.
 *
 * @throws AppError `bad_request` for a token that is not acceptable or was used before,
 *   `provider_unavailable`, `store_unavailable`
 * @see OpenID Connect Back-Channel Logout 1.0 §2.7
 */
export async function endSessionsByProvider(
  context: AuthContext,
  { logoutToken }: { logoutToken: string },
): Promise<void> {
  const { config, relyingParty, sessionStore, now } = context
  const { issuer } = config
  const request = await verifyLogoutToken(relyingParty, logoutToken)
  const { subject, sid, tokenId, issuedAt, acceptableUntil } = request
  const reason = 'ended_by_provider'
  const isOlder = (session: { startedAt: number }) => session.startedAt <= issuedAt + clockSkew
  if (sid !== null) {
    await endSessions(context, {
      owner: { issuer, sid },
      reason,
      only: (session) => isOlder(session) && (subject === null || session.subject === subject),
    })
  }
  if (subject !== null) {
    // With a `sid`, beside it only sessions of which it was not known when they began.
    await endSessions(context, {
      owner: { issuer, subject },
      reason,
      only: (session) => isOlder(session) && (sid === null || session.sid === null),
    })
  }
  if (!(await sessionStore.claimOnce(`logout:${issuer}:${tokenId}`, acceptableUntil, now()))) {
    throw new AppError('bad_request', 'the logout token was used before', {
      facts: { claim: 'jti' },
    })
  }
}
