import 'server-only'
import { createHash } from 'node:crypto'

/**
 * The name of a key that follows from the key: base64url SHA-256 of its required public members.
 *
 * @see RFC 7638 §3
 */
export function jwkThumbprint(
  jwk: { kty: 'EC'; crv: string; x: string; y: string } | { kty: 'RSA'; n: string; e: string },
): string {
  // The order of the members is the standard's: by name.
  const required =
    jwk.kty === 'EC'
      ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }
      : { e: jwk.e, kty: jwk.kty, n: jwk.n }
  return createHash('sha256').update(JSON.stringify(required)).digest('base64url')
}
