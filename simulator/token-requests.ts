import { hash } from 'node:crypto'
import type { Now } from './clock.ts'
import type { ShownClient } from './shown-client.ts'

/** What a token request says, before anybody has checked it. */
export interface TokenForm extends ShownClient {
  grantType: string
  refreshToken: string | undefined
}

/** One request to the token endpoint. */
export interface TokenRequest extends ShownClient {
  /** Milliseconds since 1970, by the simulator's clock. */
  readonly time: number
  readonly grantType: string
  /** Names the refresh token that was used, and is of no use as one. */
  readonly refreshTokenHash: string | undefined
  /** Known once the code or refresh token is. */
  subject: string | undefined
  institutionId: string | undefined
  /** 0 until the answer. */
  status: number
}

/** How often a refresh token was used. */
export interface RefreshTokenUse {
  refreshTokenHash: string
  requests: number
  /** Those answered with tokens. */
  granted: number
}

/** The token requests since the start or the last `clear`. */
export interface TokenRequests {
  /** The newest; at least 10,000 are kept. */
  readonly entries: readonly TokenRequest[]
  readonly total: number
  /** How many different refresh tokens were used. */
  readonly distinctRefreshTokens: number
  /** Requests whose refresh token is not counted, because too many others are: 0 in any sane run. */
  readonly uncounted: number
  /** The refresh tokens in more than one request. */
  reusedRefreshTokens(): RefreshTokenUse[]
  begin(form: TokenForm): TokenRequest
  end(
    entry: TokenRequest,
    outcome: Pick<TokenRequest, 'subject' | 'institutionId' | 'status'>,
  ): void
  clear(): void
}

const fewestEntries = 10_000
const mostRefreshTokens = 250_000

/** Starts with none. Entries are dropped when there are many; the uses of refresh tokens are not. */
export function createTokenRequests(now: Now): TokenRequests {
  const entries: TokenRequest[] = []
  const uses = new Map<string, RefreshTokenUse>()
  let total = 0
  let uncounted = 0

  function countUse(refreshTokenHash: string): void {
    const use = uses.get(refreshTokenHash)
    if (use !== undefined) use.requests += 1
    else if (uses.size >= mostRefreshTokens) uncounted += 1
    else uses.set(refreshTokenHash, { refreshTokenHash, requests: 1, granted: 0 })
  }

  return {
    entries,
    get total() {
      return total
    },
    get distinctRefreshTokens() {
      return uses.size
    },
    get uncounted() {
      return uncounted
    },
    reusedRefreshTokens: () => [...uses.values()].filter(({ requests }) => requests > 1),
    begin({ grantType, refreshToken, ...client }) {
      const refreshTokenHash = refreshToken === undefined ? undefined : hashOf(refreshToken)
      const unknown = { subject: undefined, institutionId: undefined, status: 0 }
      const entry = { time: now(), grantType, ...client, refreshTokenHash, ...unknown }
      // By halves, so that not every request moves the whole list.
      if (entries.length >= fewestEntries * 2) entries.splice(0, fewestEntries)
      entries.push(entry)
      total += 1
      if (refreshTokenHash !== undefined) countUse(refreshTokenHash)
      return entry
    },
    end(entry, outcome) {
      Object.assign(entry, outcome)
      const use = uses.get(entry.refreshTokenHash ?? '')
      if (use !== undefined && outcome.status === 200) use.granted += 1
    },
    clear() {
      entries.length = 0
      uses.clear()
      total = 0
      uncounted = 0
    },
  }
}

/** The same as JSON. */
export function reportTokenRequests(tokenRequests: TokenRequests) {
  const { distinctRefreshTokens, entries, total, uncounted } = tokenRequests
  const reusedRefreshTokens = tokenRequests.reusedRefreshTokens()
  return { total, distinctRefreshTokens, uncounted, reusedRefreshTokens, entries }
}

/** The name under which a refresh token is counted. */
export function hashOf(refreshToken: string): string {
  return hash('sha256', refreshToken, 'base64url').slice(0, 22)
}
