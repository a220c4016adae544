import 'server-only'
import * as client from 'openid-client'
import { AppError } from '@/lib/errors'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import type { DpopKey } from '@/lib/tokens/dpop-key'
import { type TokenSet, toTokenSet } from '@/lib/tokens/token-set'
import { createDpopKey, dpopHandle } from './dpop'
import { type IdTokenClaims, verifyIdToken } from './id-token'
import { readInstitution, requireInstitution } from './institution-claim'
import { toAppError } from './oidc-error'
import type { RelyingParty } from './relying-party'
import { requireTokenType, toTokenResponse } from './token-response'

/** The values that the authorization request was made with. */
export interface AuthorizationChecks {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  /** Null: institution zero. */
  readonly institutionId: string | null
  /** Asked for beside the configured scopes. */
  readonly addedScopes?: readonly string[]
}

/** What a person brought back from the provider, every check passed. */
export interface AuthorizationGrant {
  /** Whose tokens these are; nobody else can refresh or revoke them. */
  readonly application: ExternalApplication
  /** What the tokens are bound to; null for bearer tokens. */
  readonly dpopKey: DpopKey | null
  readonly requestedScopes: readonly string[]
  readonly tokenSet: TokenSet
  readonly claims: IdTokenClaims
}

/**
 * Checks an authorization response (`iss`, `state`, doubled parameters, errors) and exchanges its
 * code: one request to the provider when its metadata and keys are known.
 *
 * @param options.application the one that the request was made as
 * @param options.response the query of the callback, as it arrived
 * @throws AppError `sign_in_cancelled`, `provider_error`, `provider_unavailable`,
 *   `response_rejected`, `institution_mismatch`
 * @see OpenID Connect Core 1.0 §3.1.3, RFC 9207
 */
export async function authorizationCodeGrant(
  relyingParty: RelyingParty,
  {
    application,
    response,
    checks,
  }: { application: ExternalApplication; response: URLSearchParams; checks: AuthorizationChecks },
): Promise<AuthorizationGrant> {
  const { config, provider, redirectUri, now } = relyingParty
  const configuration = (await provider.get()).configurationFor(application)
  const requestedScopes = [...new Set([...config.scopes, ...(checks.addedScopes ?? [])])]
  const dpopKey = config.dpop ? await createDpopKey() : null
  // Its lifetime counts from when it was issued, which is long past when the answer is slow.
  const sentAt = now()
  try {
    const callbackUrl = new URL(redirectUri)
    callbackUrl.search = response.toString()
    const tokens = await client.authorizationCodeGrant(
      configuration,
      callbackUrl,
      {
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.codeVerifier,
        idTokenExpected: true,
      },
      undefined,
      dpopKey === null ? {} : { DPoP: await dpopHandle(configuration, dpopKey) },
    )
    requireTokenType(tokens, dpopKey)
    const claims = await verifyIdToken(relyingParty, {
      application,
      idToken: tokens.id_token ?? '',
      accessToken: tokens.access_token,
    })
    requireInstitution({
      named: readInstitution(tokens.access_token, claims, config.institutionClaim),
      expected: checks.institutionId,
      institutionZero: config.institutionZero,
    })
    return {
      application,
      dpopKey,
      claims,
      requestedScopes,
      tokenSet: toTokenSet(toTokenResponse(tokens), { now: sentAt, requestedScopes }),
    }
  } catch (error) {
    throw forInstitution(toAppError(error), checks.institutionId)
  }
}

/** `access_denied` is a cancelled sign-in at institution zero and a refusal anywhere else. */
function forInstitution(error: AppError, institutionId: string | null): AppError {
  if (error.code !== 'sign_in_cancelled' || institutionId === null) return error
  return new AppError('institution_denied', 'the provider refused access to the institution', {
    cause: error,
    facts: { institutionId },
  })
}
