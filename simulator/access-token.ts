import { createLocalJWKSet, type JWTPayload, errors as joseErrors, jwtVerify } from 'jose'
import type {
  AccessToken,
  Adapter,
  ClientCredentials,
  JWTStructured,
  KoaContextWithOIDC,
} from 'oidc-provider'
import { clockOffset, type Now } from './clock.ts'
import { institutionOfClient, institutionOfGrant } from './requested-institution.ts'
import { apiAudience } from './scopes.ts'
import type { SigningKey } from './signing-keys.ts'

/** Names the institution in an access token, unless a switch says another. */
export function institutionClaim(ctx: KoaContextWithOIDC, token: AccessToken | ClientCredentials) {
  const wrong: unknown = ctx.state.tokenInstitution
  if (typeof wrong === 'string') return { institutionId: wrong }
  // A service account has no grant: its tokens are for the institution it belongs to.
  if (!('grantId' in token)) return { institutionId: institutionOfClient(token.clientId ?? '') }
  return { institutionId: institutionOfGrant(token.grantId) }
}

/**
 * Last step before an access token is signed: its times become the simulator's, and what the
 * `claims` parameter asked of UserInfo is put aside under its id, as a JWT has no place for that.
 */
export async function finishAccessToken(
  { oidc }: KoaContextWithOIDC,
  { payload }: JWTStructured,
  { adapter, now }: { adapter: (kind: string) => Adapter; now: Now },
): Promise<void> {
  payload.iat = Number(payload.iat) + clockOffset(now)
  payload.exp = Number(payload.exp) + clockOffset(now)
  const { AuthorizationCode: code, RefreshToken: refreshToken } = oidc.entities
  const requested = (code ?? refreshToken)?.claims?.userinfo
  if (requested === undefined) return
  const names = Object.keys(requested)
  await adapter('UserinfoClaims').upsert(String(payload.jti), { names }, lifetimeOf(payload))
}

function lifetimeOf({ exp, iat }: JWTStructured['payload']): number {
  return Number(exp) - Number(iat)
}

/** Claims of an access token that stood every check. */
export interface AccessTokenClaims extends JWTPayload {
  sub: string
  jti: string
  institutionId: string
  scope: string
  /** The key the token is bound to, if it is. */
  cnf?: { jkt?: string }
}

/** What is needed to check an access token. */
export interface AccessTokenCheck {
  issuer: string
  signingKeys: readonly SigningKey[]
  now: Now
}

/** Checks signature, issuer, audience, type and times; undefined for a token that fails one. */
export async function verifyAccessToken(
  token: string,
  { issuer, signingKeys, now }: AccessTokenCheck,
): Promise<AccessTokenClaims | undefined> {
  const keys = createLocalJWKSet({ keys: signingKeys.map(toPublic) })
  try {
    const { payload } = await jwtVerify<AccessTokenClaims>(token, keys, {
      issuer,
      audience: apiAudience,
      typ: 'at+jwt',
      currentDate: new Date(now()),
      requiredClaims: ['sub', 'jti', 'exp', 'institutionId', 'scope'],
    })
    return payload
  } catch (error) {
    if (error instanceof joseErrors.JOSEError) return undefined
    throw error
  }
}

function toPublic({ d, p, q, dp, dq, qi, ...jwk }: SigningKey) {
  return jwk
}
