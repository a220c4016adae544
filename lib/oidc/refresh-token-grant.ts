import 'server-only'
import * as client from 'openid-client'
import { AppError } from '@/lib/errors'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import type { DpopKey } from '@/lib/tokens/dpop-key'
import { type TokenSet, toTokenSet } from '@/lib/tokens/token-set'
import { createDpopKey, dpopHandle } from './dpop'
import { verifyIdToken } from './id-token'
import { readInstitution, requireInstitution } from './institution-claim'
import { findOauthError, toAppError } from './oidc-error'
import type { RelyingParty } from './relying-party'
import { requireTokenType, toTokenResponse } from './token-response'

/** What is refreshed, and what the answer must agree with. */
export interface RefreshRequest {
  /** The one that the refresh token was issued to. */
  readonly application: ExternalApplication
  readonly refreshToken: string
  readonly previous: TokenSet
  /** What the previous access token is bound to; null for a bearer token. */
  readonly dpopKey: DpopKey | null
  readonly institutionId: string | null
  readonly subject: string
}

/** The new tokens, and what they are bound to. */
export interface RefreshedTokens {
  readonly tokenSet: TokenSet
  readonly dpopKey: DpopKey | null
}

/**
 * Uses a refresh token. The answer must be for the same person and the same institution as before.
 * A key stays in use; where there was none, one is made when tokens are to be bound now.
 *
 * @throws AppError `institution_authorization_required` when the provider says `invalid_grant`,
 *   `provider_unavailable` when it cannot answer now, else `provider_error`, `response_rejected`,
 *   `institution_mismatch`
 * @see RFC 6749 §6, OpenID Connect Core 1.0 §12.2, RFC 9449 §5
 */
export async function refreshTokenGrant(
  relyingParty: RelyingParty,
  { application, refreshToken, previous, institutionId, subject, ...request }: RefreshRequest,
): Promise<RefreshedTokens> {
  const { config, provider, now } = relyingParty
  const configuration = (await provider.get()).configurationFor(application)
  const dpopKey = request.dpopKey ?? (config.dpop ? await createDpopKey() : null)
  // Its lifetime counts from when it was issued, which is long past when the answer is slow.
  const sentAt = now()
  try {
    const options = dpopKey === null ? {} : { DPoP: await dpopHandle(configuration, dpopKey) }
    const tokens = await client.refreshTokenGrant(configuration, refreshToken, undefined, options)
    requireTokenType(tokens, dpopKey)
    const claims =
      tokens.id_token === undefined
        ? null
        : await verifyIdToken(relyingParty, {
            application,
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
    const about = { now: sentAt, requestedScopes: config.scopes, previous }
    return { tokenSet: toTokenSet(toTokenResponse(tokens), about), dpopKey }
  } catch (error) {
    if (findOauthError(error) === 'invalid_grant') {
      throw new AppError('institution_authorization_required', 'the refresh token was refused', {
        facts: { institutionId, oauthError: 'invalid_grant' },
      })
    }
    throw toAppError(error)
  }
}
