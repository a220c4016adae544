import 'server-only'
import { createDpopProof } from '@/lib/oidc/dpop'
import type { StoredAccess } from '@/lib/session/institution-access'
import type { AuthContext } from './auth-context'

/** A request that is to carry an access token. */
export interface CalledAddress {
  readonly method: string
  readonly url: URL
}

/**
 * The headers that present an access token: a bearer token, or one that is bound to a key with a
 * proof for this request and no other.
 *
 * @see RFC 6750 §2.1, RFC 9449 §7.1
 */
export async function presentAccess(
  { dpopNonces, now }: AuthContext,
  { tokenSet: { accessToken }, dpopKey }: Pick<StoredAccess, 'tokenSet' | 'dpopKey'>,
  { method, url }: CalledAddress,
): Promise<{ authorization: string; dpop?: string }> {
  if (dpopKey === null) return { authorization: `Bearer ${accessToken}` }
  const nonce = dpopNonces.get(url.origin)
  const request = { accessToken, method, url, nonce, now: now() }
  return {
    authorization: `DPoP ${accessToken}`,
    dpop: await createDpopProof(dpopKey, request),
  }
}

/**
 * Remembers the nonce that a server wants in the next proofs, and answers whether it refused this
 * request for want of it: the same request is then worth repeating, once.
 *
 * @param answer.nonce its `DPoP-Nonce` header
 * @param answer.challenge its `WWW-Authenticate` header
 * @see RFC 9449 §8.2, §9
 */
export function noteDpopNonce(
  { dpopNonces }: AuthContext,
  { url }: Pick<CalledAddress, 'url'>,
  answer: { status: number; nonce: string | null; challenge: string | null },
): boolean {
  if (!answer.nonce) return false
  dpopNonces.set(url.origin, answer.nonce)
  return answer.status === 401 && /\buse_dpop_nonce\b/.test(answer.challenge ?? '')
}
