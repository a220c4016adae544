import 'server-only'
import type { AuthorizationGrant } from '@/lib/oidc/authorization-code-grant'
import { findUserInfo } from '@/lib/oidc/user-info'
import type { IdentityClaim, User } from '@/lib/session/session'
import type { AuthContext } from './auth-context'

type Claims = Readonly<Record<string, unknown>>

/** Claims about the token, not the person. */
const protocolClaims = new Set(
  'iss aud exp iat nbf nonce at_hash c_hash s_hash azp sid auth_time jti acr amr'.split(' '),
)

/**
 * Who the person is, of the ID token; UserInfo is asked only when name or username are missing
 * there, so that a usual sign-in costs one request.
 */
export async function identify(
  { config, relyingParty }: AuthContext,
  { application, claims, dpopKey, tokenSet }: AuthorizationGrant,
): Promise<{ user: User; identityClaims: IdentityClaim[]; sid: string | null }> {
  const complete = fullName(claims) !== null && username(claims) !== null
  const userInfo = complete
    ? null
    : await findUserInfo(relyingParty, {
        application,
        accessToken: tokenSet.accessToken,
        dpopKey,
        subject: claims.sub,
      })
  const known = username(claims) ?? username(userInfo ?? {}) ?? claims.sub
  return {
    user: {
      issuer: config.issuer,
      subject: claims.sub,
      name: fullName(claims) ?? fullName(userInfo ?? {}) ?? known,
      username: known,
    },
    identityClaims: [
      ...readable(claims, 'ID token'),
      ...readable(userInfo ?? {}, 'UserInfo').filter(({ name }) => !(name in claims)),
    ].filter(({ name }) => name !== config.institutionClaim),
    // To the letter: logout tokens are compared with it.
    sid: typeof claims.sid === 'string' && claims.sid !== '' ? claims.sid : null,
  }
}

function fullName(claims: Claims): string | null {
  const parts = [text(claims.given_name), text(claims.family_name)].filter((part) => part !== null)
  return text(claims.name) ?? (parts.length > 0 ? parts.join(' ') : null)
}

function username(claims: Claims): string | null {
  return text(claims.preferred_username) ?? text(claims.email)
}

function readable(claims: Claims, source: IdentityClaim['source']): IdentityClaim[] {
  return Object.entries(claims).flatMap(([name, value]) =>
    protocolClaims.has(name) || value === null || typeof value === 'object'
      ? []
      : [{ name, value: String(value).slice(0, 500), source }],
  )
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : null
}
