import type { JWTPayload } from 'jose'

/**
 * How a logout token differs from the usual one. The first seven are the relying-party tests of the
 * OpenID Foundation (`oidcc-client-test-rp-backchannel-*`), the rest what the specification says
 * besides: `sid-only` and `sub-only` are valid, and so is `no-type` for an older provider.
 */
export const logoutTokenFaults = [
  'unsigned',
  'wrong-algorithm',
  'wrong-issuer',
  'wrong-audience',
  'no-event',
  'wrong-event',
  'with-nonce',
  'no-subject',
  'sid-only',
  'sub-only',
  'broken-signature',
  'shared-secret',
  'no-jti',
  'no-iat',
  'no-exp',
  'expired',
  'no-type',
] as const

/** One of them. */
export type LogoutTokenFault = (typeof logoutTokenFaults)[number]

/** Spoils the claims; faults of header and signature leave them as they are. */
export function spoilLogoutClaims(
  claims: JWTPayload,
  fault: LogoutTokenFault | undefined,
): JWTPayload {
  switch (fault) {
    case 'wrong-issuer':
      return { ...claims, iss: `${claims.iss}/other` }
    case 'wrong-audience':
      return { ...claims, aud: 'another-application' }
    case 'no-event':
      return without(claims, 'events')
    case 'wrong-event':
      return { ...claims, events: { 'http://schemas.openid.net/event/something-else': {} } }
    case 'with-nonce':
      return { ...claims, nonce: 'a-logout-token-must-have-none' }
    case 'no-subject':
      return without(claims, 'sub', 'sid')
    case 'sid-only':
      return without(claims, 'sub')
    case 'sub-only':
      return without(claims, 'sid')
    case 'no-jti':
      return without(claims, 'jti')
    case 'no-iat':
      return without(claims, 'iat')
    case 'no-exp':
      return without(claims, 'exp')
    case 'expired':
      return { ...claims, iat: (claims.iat ?? 0) - 7200, exp: (claims.exp ?? 0) - 7200 }
    default:
      return claims
  }
}

function without(claims: JWTPayload, ...names: string[]): JWTPayload {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)))
}
