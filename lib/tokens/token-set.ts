/**
 * What the token endpoint answered, with every time made absolute (milliseconds since 1970).
 */
export interface TokenSet {
  readonly accessToken: string
  readonly accessTokenIssuedAt: number
  readonly accessTokenExpiresAt: number
  readonly refreshToken?: string
  /** When this refresh token ends: 90 days after it was issued, never later than the chain. */
  readonly refreshTokenExpiresAt?: number
  /** When the chain of refresh tokens ends, one year after its first. */
  readonly refreshChainExpiresAt?: number
  readonly scopes: readonly string[]
}

/** The members of a token response that a token set is made of. */
export interface TokenResponse {
  readonly accessToken: string
  /** Seconds; the provider's documentation says 600, used when the answer leaves it out. */
  readonly expiresIn?: number | undefined
  readonly refreshToken?: string | undefined
  /** Space-separated; the requested scopes were granted unchanged when it is left out. */
  readonly scope?: string | undefined
}

const second = 1_000
const day = 24 * 3_600 * second
const refreshTokenLifetime = 90 * day
const refreshChainLifetime = 365 * day
const documentedAccessTokenSeconds = 600
/** Between the clocks of several machines that serve one session. */
const clockSkew = 60 * second

/**
 * Makes a token set of a token response. `previous` is the one that was refreshed: its refresh
 * token stays in use when the answer brings none, and its chain goes on.
 */
export function toTokenSet(
  response: TokenResponse,
  {
    now,
    requestedScopes,
    previous,
  }: { now: number; requestedScopes: readonly string[]; previous?: TokenSet },
): TokenSet {
  const chainEnd = previous?.refreshChainExpiresAt ?? now + refreshChainLifetime
  const granted = response.scope?.split(' ').filter((scope) => scope !== '')
  const tokenSet = {
    accessToken: response.accessToken,
    accessTokenIssuedAt: now,
    accessTokenExpiresAt: now + (response.expiresIn ?? documentedAccessTokenSeconds) * second,
    scopes: granted ?? previous?.scopes ?? requestedScopes,
  }
  if (response.refreshToken !== undefined) {
    return {
      ...tokenSet,
      refreshToken: response.refreshToken,
      refreshTokenExpiresAt: Math.min(now + refreshTokenLifetime, chainEnd),
      refreshChainExpiresAt: chainEnd,
    }
  }
  if (previous?.refreshToken !== undefined) {
    const { refreshToken, refreshTokenExpiresAt = chainEnd } = previous
    return { ...tokenSet, refreshToken, refreshTokenExpiresAt, refreshChainExpiresAt: chainEnd }
  }
  return tokenSet
}

/** A token lasts until the upstream has read it, and says its own end in whole seconds. */
const lastMoments = 3 * second

/**
 * Whether the access token can still be used. One that was issued in the future was issued before
 * the clock went back, and nobody knows how much of its time is left.
 */
export function isLive(tokenSet: TokenSet, now: number): boolean {
  const { accessTokenIssuedAt, accessTokenExpiresAt } = tokenSet
  const margin = Math.min(lastMoments, (accessTokenExpiresAt - accessTokenIssuedAt) / 20)
  return now < accessTokenExpiresAt - margin && now >= accessTokenIssuedAt - clockSkew
}

/** Whether to refresh: 60 seconds before expiry, or a tenth of the lifetime if that is less. */
export function isRefreshDue(tokenSet: TokenSet, now: number): boolean {
  const lifetime = tokenSet.accessTokenExpiresAt - tokenSet.accessTokenIssuedAt
  const dueAt = tokenSet.accessTokenExpiresAt - Math.min(60 * second, lifetime / 10)
  return now >= dueAt || !isLive(tokenSet, now)
}

/** The refresh token, unless there is none or its 90 days or its chain's year are over. */
export function findUsableRefreshToken(tokenSet: TokenSet, now: number): string | null {
  const { refreshToken, refreshTokenExpiresAt = 0 } = tokenSet
  return refreshToken !== undefined && now < refreshTokenExpiresAt ? refreshToken : null
}
