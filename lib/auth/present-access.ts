import 'server-only'
import { createDpopProof } from '@/lib/oidc/dpop'
import type { StoredAccess } from '@/lib/session/institution-access'
import type { AuthContext } from './auth-context'

/** A token, and the key that it is bound to if it is. */
export type PresentedAccess = Pick<StoredAccess, 'tokenSet' | 'dpopKey'>

/** A request that is to carry an access token. */
export interface CalledAddress {
  readonly method: string
  readonly url: URL
  /** Of the answer that asked for it, when the request is repeated. */
  readonly nonce?: string | null
}

/**
 * The headers that present an access token: a bearer token, or one that is bound to a key with a
 * proof for this request and no other.
 *
 * @see RFC 6750 §2.1, RFC 9449 §7.1
 */
export async function presentAccess(
  { dpopNonces, now }: AuthContext,
  { tokenSet: { accessToken }, dpopKey }: PresentedAccess,
  { method, url, nonce = null }: CalledAddress,
): Promise<{ authorization: string; dpop?: string }> {
  if (dpopKey === null) return { authorization: `Bearer ${accessToken}` }
  const shown = nonce ?? dpopNonces.get(url.origin)
  const request = { accessToken, method, url, nonce: shown, now: now() }
  return {
    authorization: `DPoP ${accessToken}`,
    dpop: await createDpopProof(dpopKey, request),
  }
}

/**
 * Remembers the nonce that a server wants in the next proofs. Answers it when the server refused this
 * request for want of it: the same request is then worth repeating, once and with this very nonce,
 * since others may have been told another meanwhile.
 *
 * @param answer.nonce its `DPoP-Nonce` header
 * @param answer.challenge its `WWW-Authenticate` header
 * @see RFC 9449 §8.2, §9
 */
export function noteDpopNonce(
  { dpopNonces }: AuthContext,
  { url }: Pick<CalledAddress, 'url'>,
  answer: { status: number; nonce: string | null; challenge: string | null },
): string | null {
  if (!answer.nonce) return null
  dpopNonces.set(url.origin, answer.nonce)
  const wanted = answer.status === 401 && /\buse_dpop_nonce\b/.test(answer.challenge ?? '')
  return wanted ? answer.nonce : null
}
