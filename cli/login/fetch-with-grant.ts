import { createDpopProof } from '@/lib/oidc/dpop'
import type { Fetch } from '@/lib/oidc/provider-fetch'
import type { DpopKey } from '@/lib/tokens/dpop-key'

/**
 * A `fetch` for GET requests that presents an access token, with a proof of its key if it is bound
 * to one. A server that wants a nonce in the proof is asked a second time.
 *
 * @see RFC 9449 §7.1, §9
 */
export function fetchWithGrant({
  accessToken,
  dpopKey,
}: {
  accessToken: string
  dpopKey: DpopKey | null
}): Fetch {
  let nonce: string | undefined
  const send = async (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers)
    if (dpopKey === null) headers.set('authorization', `Bearer ${accessToken}`)
    else {
      const request = { accessToken, method: 'GET', url: new URL(url), nonce, now: Date.now() }
      headers.set('authorization', `DPoP ${accessToken}`)
      headers.set('dpop', await createDpopProof(dpopKey, request))
    }
    return fetch(url, { ...init, headers })
  }
  return async (url, init) => {
    const response = await send(url, init)
    const wanted = response.headers.get('dpop-nonce')
    if (dpopKey === null || response.status !== 401 || !wanted || wanted === nonce) return response
    nonce = wanted
    await response.body?.cancel()
    return send(url, init)
  }
}
