import 'server-only'
import * as client from 'openid-client'
import { AppError } from '@/lib/errors'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import { type TokenSet, toTokenSet } from '@/lib/tokens/token-set'
import { readInstitution, requireInstitution } from './institution-claim'
import { toAppError } from './oidc-error'
import type { RelyingParty } from './relying-party'
import { requireTokenType, toTokenResponse } from './token-response'

/**
 * Gets an access token for the application itself, where nobody is signed in. Jack Henry gives one
 * only to an application of type *service account* that signs an assertion; what is done with it is
 * recorded under the user that the institution has associated with it.
 *
 * @param options.institutionId compared with the token's; null compares nothing
 * @throws AppError `provider_unavailable`, `provider_error`, `response_rejected`,
 *   `institution_mismatch`
 * @see RFC 6749 §4.4
 */
export async function clientCredentialsGrant(
  { config, provider, now }: RelyingParty,
  {
    application,
    institutionId,
    scopes,
  }: {
    application: ExternalApplication
    institutionId: string | null
    scopes: readonly string[]
  },
): Promise<TokenSet> {
  if (application.authentication.method !== 'private_key_jwt') {
    throw new AppError('provider_error', 'service tokens are given for private_key_jwt alone')
  }
  const configuration = (await provider.get()).configurationFor(application)
  const sentAt = now()
  try {
    const tokens = await client.clientCredentialsGrant(configuration, { scope: scopes.join(' ') })
    requireTokenType(tokens, null)
    if (institutionId !== null) {
      const named = readInstitution(tokens.access_token, null, config.institutionClaim)
      requireInstitution({ named, expected: institutionId, institutionZero: null })
    }
    // The grant brings no refresh token; one that came would be of no use.
    const { refreshToken: _, ...response } = toTokenResponse(tokens)
    return toTokenSet(response, { now: sentAt, requestedScopes: scopes })
  } catch (error) {
    throw toAppError(error)
  }
}
