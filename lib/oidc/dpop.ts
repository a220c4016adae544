import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import { type Configuration, type DPoPHandle, getDPoPHandle } from 'openid-client'
import type { DpopKey } from '@/lib/tokens/dpop-key'

interface OpenedKey {
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  readonly publicJwk: Omit<DpopKey, 'd'>
}

/** Keys are asked for by the object that holds them, which the session room keeps in memory. */
const opened = new WeakMap<DpopKey, Promise<OpenedKey>>()
const handles = new WeakMap<DpopKey, DPoPHandle>()

/** Makes a key for one session at one institution. */
export async function createDpopKey(): Promise<DpopKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
  ])
  const { x = '', y = '', d = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  return { kty: 'EC', crv: 'P-256', x, y, d }
}

/**
 * Proves the key in requests to the provider; openid-client makes the proofs, and repeats a request
 * once when the provider wants a nonce in them.
 */
export async function dpopHandle(configuration: Configuration, key: DpopKey): Promise<DPoPHandle> {
  const known = handles.get(key)
  if (known !== undefined) return known
  const handle = getDPoPHandle(configuration, await openKey(key))
  handles.set(key, handle)
  return handle
}

/**
 * A proof of the key for one request with an access token.
 *
 * @param request.nonce what the server asked for, if it did
 * @see RFC 9449 §4.2
 */
export async function createDpopProof(
  key: DpopKey,
  {
    accessToken,
    method,
    url,
    nonce,
    now,
  }: { accessToken: string; method: string; url: URL; nonce: string | undefined; now: number },
): Promise<string> {
  const { privateKey, publicJwk } = await openKey(key)
  return new SignJWT({
    jti: randomUUID(),
    htm: method,
    htu: `${url.origin}${url.pathname}`,
    ath: createHash('sha256').update(accessToken).digest('base64url'),
    ...(nonce !== undefined && { nonce }),
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: publicJwk })
    .setIssuedAt(Math.floor(now / 1_000))
    .sign(privateKey)
}

function openKey(key: DpopKey): Promise<OpenedKey> {
  const known = opened.get(key)
  if (known !== undefined) return known
  const { d: _, ...publicJwk } = key
  const opening = Promise.all([
    importJWK(key, 'ES256') as Promise<CryptoKey>,
    importJWK(publicJwk, 'ES256', { extractable: true }) as Promise<CryptoKey>,
  ]).then(([privateKey, publicKey]) => ({ privateKey, publicKey, publicJwk }))
  opened.set(key, opening)
  return opening
}
