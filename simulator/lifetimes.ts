import type { KoaContextWithOIDC, RefreshToken } from 'oidc-provider'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** Lifetimes in seconds. Tokens as documented; the rest is not documented and chosen here. */
export const lifetimes = {
  AccessToken: 10 * minute,
  AuthorizationCode: minute,
  Grant: 366 * day,
  IdToken: hour,
  Interaction: hour,
  RefreshToken: refreshTokenLifetime,
  Session: 12 * hour,
}

// The chain counts from its first token, whose time every later one carries as `iiat`.
function refreshTokenLifetime(_ctx: KoaContextWithOIDC, token: RefreshToken): number {
  const seconds = Math.floor(Date.now() / 1000)
  const chainLeft = (token.iiat ?? seconds) + 365 * day - seconds
  return Math.max(1, Math.min(90 * day, chainLeft))
}
