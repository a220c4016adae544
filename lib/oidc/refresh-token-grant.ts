import 'server-only'
import * as client from 'openid-client'
import { AppError } from '@/lib/errors'
import { type TokenSet, toTokenSet } from '@/lib/tokens/token-set'
import { toTokenResponse } from './authorization-code-grant'
import { verifyIdToken } from './id-token'
import { readInstitution, requireInstitution } from './institution-claim'
import { findOauthError, toAppError } from './oidc-error'
import type { RelyingParty } from './relying-party'

/**
 * Uses a refresh token. The answer must be for the same person and the same institution as before.
 *
 * @throws AppError `institution_authorization_required` when the provider says `invalid_grant`,
 *   `provider_unavailable` when it cannot answer now, else `provider_error`, `response_rejected`,
 *   `institution_mismatch`
 * @see RFC 6749 §6, OpenID Connect Core 1.0 §12.2
 */
export async function refreshTokenGrant(
  relyingParty: RelyingParty,
  {
    refreshToken,
    previous,
    institutionId,
    subject,
  }: { refreshToken: string; previous: TokenSet; institutionId: string | null; subject: string },
): Promise<TokenSet> {
  const { config, provider, now } = relyingParty
  const { configuration } = await provider.get()
  // Its lifetime counts from when it was issued, which is long past when the answer is slow.
  const sentAt = now()
  try {
    const tokens = await client.refreshTokenGrant(configuration, refreshToken)
    const claims =
      tokens.id_token === undefined
        ? null
        : await verifyIdToken(relyingParty, {
            idToken: tokens.id_token,
            accessToken: tokens.access_token,
          })
    if (claims !== null && claims.sub !== subject) {
      throw new AppError('response_rejected', 'the refreshed ID token is another person’s')
    }
    requireInstitution({
      named: readInstitution(tokens.access_token, claims, config.institutionClaim),
      expected: institutionId,
      institutionZero: config.institutionZero,
    })
    return toTokenSet(toTokenResponse(tokens), {
      now: sentAt,
      requestedScopes: config.scopes,
      previous,
    })
  } catch (error) {
    if (findOauthError(error) === 'invalid_grant') {
      throw new AppError('institution_authorization_required', 'the refresh token was refused', {
        facts: { institutionId, oauthError: 'invalid_grant' },
      })
    }
    throw toAppError(error)
  }
}
