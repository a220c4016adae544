import 'server-only'
import { AppError } from '@/lib/errors'

/** The Fetch API's function, as far as it is used here. A test passes its own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

const timeoutMilliseconds = 8_000

/**
 * Wraps `fetch` for calls to the provider: a time limit, no redirects, and one error for all that
 * means "not now": no connection, no answer in time, 5xx, and 429 with its `Retry-After` (seconds).
 */
export function createProviderFetch(fetch: Fetch): Fetch {
  return async (url, init) => {
    let response: Response
    try {
      const limit = AbortSignal.timeout(timeoutMilliseconds)
      const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit
      response = await fetch(url, { ...init, redirect: 'manual', signal })
    } catch (cause) {
      throw new AppError('provider_unavailable', 'the provider did not answer', {
        cause,
        retryable: true,
        facts: { endpoint: new URL(url).pathname },
      })
    }
    if (response.status < 500 && response.status !== 429) return response
    await response.body?.cancel()
    throw new AppError('provider_unavailable', 'the provider answered that it cannot serve now', {
      retryable: true,
      facts: {
        endpoint: new URL(url).pathname,
        status: response.status,
        retryAfterSeconds: retryAfterSeconds(response.headers.get('retry-after')),
      },
    })
  }
}

function retryAfterSeconds(header: string | null): number | null {
  const seconds = Number(header)
  return header !== null && Number.isInteger(seconds) && seconds >= 0
    ? Math.min(seconds, 600)
    : null
}
