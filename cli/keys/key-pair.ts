import { generateKeyPairSync } from 'node:crypto'
import type { ClientSigningAlgorithm } from '@/lib/config/parse-config'
import { jwkThumbprint } from '@/lib/external-applications/jwk-thumbprint'

/**
 * Sizes of an RSA key. 3072 bits is as strong as ES256 and AES-128, and enough beyond 2030, where 2048
 * is not (NIST SP 800-57); 4096 makes every signature twice as slow for nothing that others can match.
 */
export const rsaSizes = [2048, 3072, 4096] as const

/** One of those sizes. */
export type RsaSize = (typeof rsaSizes)[number]

/** A new key pair as a JWK with its private members, named by its thumbprint. */
export function generateKey(
  alg: ClientSigningAlgorithm,
  { bits }: { bits: RsaSize },
): { readonly kid: string; readonly [member: string]: unknown } {
  const { privateKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: bits })
  const jwk = privateKey.export({ format: 'jwk' })
  const kid = jwkThumbprint(jwk as Parameters<typeof jwkThumbprint>[0])
  return { ...jwk, kid, alg, use: 'sig' }
}
