import type {
  AccessToken,
  ClientCredentials,
  KoaContextWithOIDC,
  RefreshToken,
} from 'oidc-provider'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** Lifetime of an access token, unless a switch says another. */
export const accessTokenSeconds = 10 * minute

/** Lifetimes in seconds. Tokens as documented; the rest is not documented and chosen here. */
export const lifetimes = {
  AccessToken: accessTokenLifetime,
  AuthorizationCode: minute,
  ClientCredentials: accessTokenLifetime,
  Grant: 366 * day,
  IdToken: hour,
  Interaction: hour,
  RefreshToken: refreshTokenLifetime,
  Session: 12 * hour,
}

// That of the resource server it is for, which each request decides anew.
function accessTokenLifetime(
  _ctx: KoaContextWithOIDC,
  token: AccessToken | ClientCredentials,
): number {
  return token.resourceServer?.accessTokenTTL ?? accessTokenSeconds
}

// The chain counts from its first token, whose time every later one carries as `iiat`.
function refreshTokenLifetime(_ctx: KoaContextWithOIDC, token: RefreshToken): number {
  const seconds = Math.floor(Date.now() / 1000)
  const chainLeft = (token.iiat ?? seconds) + 365 * day - seconds
  return Math.max(1, Math.min(90 * day, chainLeft))
}
