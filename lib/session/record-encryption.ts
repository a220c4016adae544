import 'server-only'
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'

const ivBytes = 12
const tagBytes = 16

/** A random key of 32 bytes for one session's records, base64url. Only its cookie holds it. */
export function createRecordKey(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Encrypts a value with AES-256-GCM. `place` says where the record belongs; it is authenticated, so
 * a record moved to another session or institution does not open.
 *
 * @returns IV (12 bytes), tag (16 bytes), ciphertext
 */
export function encryptRecord(recordKey: string, place: string, value: unknown): Uint8Array {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(recordKey, 'base64url'), iv)
  cipher.setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

/** Decrypts what {@link encryptRecord} made, or answers null for another key, place or content. */
export function decryptRecord(recordKey: string, place: string, sealed: Uint8Array): unknown {
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      createSecretKey(recordKey, 'base64url'),
      sealed.subarray(0, ivBytes),
      { authTagLength: tagBytes },
    )
    decipher.setAAD(Buffer.from(place))
    decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
    const body = sealed.subarray(ivBytes + tagBytes)
    return JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString())
  } catch {
    return null
  }
}
