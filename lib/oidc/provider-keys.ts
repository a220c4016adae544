import 'server-only'
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import { AppError } from '@/lib/errors'
import type { Fetch } from './provider-fetch'

/** The provider's signing keys: a getter for jose, and a reload for the background. */
export interface ProviderKeys {
  readonly jwksUri: string
  readonly getKey: JWTVerifyGetKey
  reload(): Promise<void>
}

/** A key is in use at most this long after it first signs; sooner, an unknown one costs a fetch. */
const minimumInterval = 30_000

/**
 * Keys fetched once and kept. An unknown `kid` causes one fetch in 30 seconds at most, also when
 * the fetch fails, so that nobody can turn forged tokens into load on the provider.
 *
 * openid-client's own cache waits 60 seconds, which is why the keys are kept here.
 */
export function createProviderKeys(
  jwksUri: string,
  { fetch, now }: { fetch: Fetch; now: () => number },
): ProviderKeys {
  let attemptedAt = Number.NEGATIVE_INFINITY
  let loaded = false

  const limitedFetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (loaded && now() - attemptedAt < minimumInterval) {
      throw new AppError('response_rejected', 'the signing key is unknown and was just looked for')
    }
    attemptedAt = now()
    const response = await fetch(url, init)
    loaded ||= response.ok
    return response
  }
  const keys = createRemoteJWKSet(new URL(jwksUri), {
    [customFetch]: limitedFetch,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    cooldownDuration: 0,
  })
  return { jwksUri, getKey: keys, reload: () => keys.reload() }
}
