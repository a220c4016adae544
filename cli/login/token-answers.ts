import type { Fetch } from '@/lib/oidc/provider-fetch'

/** The last answer with tokens, as it arrived and before anything was checked. */
export interface TokenAnswers {
  readonly fetch: Fetch
  last(): Readonly<Record<string, unknown>> | null
}

/**
 * A `fetch` that keeps what the token endpoint answers, so that a token that was refused can be
 * explained, and what the relying party has no use for can be shown.
 */
export function watchTokenAnswers(fetch: Fetch = globalThis.fetch as Fetch): TokenAnswers {
  let last: Record<string, unknown> | null = null
  return {
    last: () => last,
    async fetch(url, init) {
      const response = await fetch(url, init)
      if (init.method === 'POST' && response.ok) {
        const body: unknown = await response
          .clone()
          .json()
          .catch(() => null)
        if (typeof body === 'object' && body !== null && 'access_token' in body) last = { ...body }
      }
      return response
    },
  }
}
