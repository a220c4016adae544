import { generateKeyPairSync } from 'node:crypto'

/** A private key as it stands in the file of `JHI_CLIENT_KEYS`. */
export interface KeyInFile {
  readonly [member: string]: unknown
  readonly kid: string
  readonly alg: string
  readonly status: 'next' | 'active' | 'retired'
}

/** Makes a key of 2048 bits, or on P-256 for ES256. */
export function createKeyInFile(
  kid: string,
  { alg = 'ES256', status = 'active' as KeyInFile['status'] } = {},
): KeyInFile {
  const { privateKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), kid, alg, status }
}
