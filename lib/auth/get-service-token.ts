import 'server-only'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/observability/log'
import { clientCredentialsGrant } from '@/lib/oidc/client-credentials-grant'
import { isLive, isRefreshDue } from '@/lib/tokens/token-set'
import type { AuthContext } from './auth-context'

/** How long a token that could not be renewed serves before that is tried again. */
const restMilliseconds = 5_000

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
  const entry = serviceTokens.get(key) ?? { kept: null, renewal: null, restUntil: 0 }
  serviceTokens.set(key, entry)
  const { kept } = entry
  const isGood = kept !== null && !isRefreshDue(kept, now())
  const isLeft = kept !== null && isLive(kept, now())
  if (isGood || (isLeft && now() < entry.restUntil)) return kept.accessToken
  entry.renewal ??= clientCredentialsGrant(relyingParty, { application, institutionId, scopes })
    .then((tokenSet) => {
      entry.kept = tokenSet
      log('info', 'service_token.issued', { clientId: application.clientId, institutionId })
      return tokenSet
    })
    .catch((error: unknown) => {
      entry.restUntil = now() + restMilliseconds
      throw error
    })
    .finally(() => {
      entry.renewal = null
    })
  const renewed = entry.renewal.catch((error: unknown) => {
    // What is left of the old one serves while the provider does not answer.
    if (kept !== null && isLive(kept, now())) return kept
    throw error
  })
  return (await renewed).accessToken
}
