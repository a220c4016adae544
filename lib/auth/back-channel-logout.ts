import 'server-only'
import { AppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import { verifyLogoutToken } from '@/lib/oidc/logout-token'
import type { AuthContext } from './auth-context'
import { endSessions } from './end-sessions'

/**
 * The provider says that a person, or one of their sessions there, is signed out: the sessions that
 * came of it end here, on every device. A token is accepted once.
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
  const request = await verifyLogoutToken(relyingParty, logoutToken).catch((error: unknown) => {
    log('warn', 'backchannel_logout.refused', errorFacts(error))
    throw error
  })
  const { subject, sid, tokenId, acceptableUntil } = request
  if (!(await sessionStore.claimOnce(`logout:${issuer}:${tokenId}`, acceptableUntil, now()))) {
    log('warn', 'backchannel_logout.refused', { claim: 'jti' })
    throw new AppError('bad_request', 'the logout token was used before')
  }
  await endSessions(context, {
    owner: sid === null ? { issuer, subject: subject ?? '' } : { issuer, sid },
    reason: 'ended_by_provider',
    only: (session) => subject === null || session.subject === subject,
  })
}
