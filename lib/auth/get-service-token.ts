import 'server-only'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/observability/log'
import { clientCredentialsGrant } from '@/lib/oidc/client-credentials-grant'
import { isLive, isRefreshDue } from '@/lib/tokens/token-set'
import type { AuthContext } from './auth-context'

/**
 * An access token of the application itself, for jobs that run while nobody is signed in. It belongs
 * to no session and is never given to one; it is kept in this process until shortly before it ends,
 * and asked for once however many jobs need it.
 *
 * The External Application is the institution's own (`serviceClientId` of `JHI_APPLICATIONS`), else
 * `JHI_SERVICE_CLIENT_ID`, else the one for people if it signs assertions.
 *
 * @param options.institutionId the institution that the token must be for; null compares nothing
 * @param options.scopes `openid` by default, as Jack Henry documents it
 * @throws AppError `internal_error` when no application with a key is configured,
 *   `provider_unavailable`, `provider_error`, `response_rejected`, `institution_mismatch`
 * @see RFC 6749 §4.4
 */
export async function getServiceToken(
  context: AuthContext,
  {
    institutionId,
    scopes = ['openid'],
  }: { institutionId: string | null; scopes?: readonly string[] },
): Promise<string> {
  const { applications, relyingParty, serviceTokens, now } = context
  const application = applications.forService(institutionId)
  if (application === null) {
    throw new AppError(
      'internal_error',
      'service tokens need JHI_SERVICE_CLIENT_ID and JHI_CLIENT_KEYS',
    )
  }
  const key = JSON.stringify([application.clientId, institutionId, ...scopes])
  const ask = () => {
    const asked = clientCredentialsGrant(relyingParty, { application, institutionId, scopes })
    serviceTokens.set(key, asked)
    asked.then(
      () => log('info', 'service_token.issued', { clientId: application.clientId, institutionId }),
      () => serviceTokens.delete(key),
    )
    return asked
  }
  const known = serviceTokens.get(key)
  const kept = await known
  // Of all who find it near its end, the first takes it out and asks.
  const isDue = kept !== undefined && isRefreshDue(kept, now())
  if (isDue && serviceTokens.get(key) === known) serviceTokens.delete(key)
  const tokenSet = await (serviceTokens.get(key) ?? ask()).catch((error: unknown) => {
    if (kept !== undefined && isLive(kept, now())) return kept
    throw error
  })
  return tokenSet.accessToken
}
