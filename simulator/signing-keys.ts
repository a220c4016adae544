import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { findSetting, saveSetting } from './data-file.ts'

/** A private key as it is stored: the provider signs with it, the JWKS shows its public half. */
export type SigningKey = JWK & { kid: string; alg: 'RS256' | 'ES256' }

/**
 * Reads the signing keys, or makes the first two: one for RS256, one for ES256. They are kept,
 * since a token handed out before a restart has to verify after it.
 */
export async function loadSigningKeys(database: DatabaseSync): Promise<SigningKey[]> {
  const stored = findSetting(database, 'signing-keys')
  if (stored !== undefined) return JSON.parse(stored)
  return saveSigningKeys(database, await createSigningKeys())
}

/**
 * Puts new keys in front and keeps the previous ones for verification, the way a provider rotates
 * without breaking tokens that are still alive. Older generations leave the JWKS.
 */
export async function rotateSigningKeys(
  database: DatabaseSync,
  current: readonly SigningKey[],
): Promise<SigningKey[]> {
  return saveSigningKeys(database, [...(await createSigningKeys()), ...current.slice(0, 2)])
}

/** Reads or makes the keys that sign the provider's cookies. */
export function loadCookieKeys(database: DatabaseSync): string[] {
  const stored = findSetting(database, 'cookie-keys')
  if (stored !== undefined) return JSON.parse(stored)
  const keys = [randomBytes(32).toString('base64url')]
  saveSetting(database, 'cookie-keys', JSON.stringify(keys))
  return keys
}

async function createSigningKeys(): Promise<SigningKey[]> {
  return Promise.all([createSigningKey('RS256'), createSigningKey('ES256')])
}

async function createSigningKey(alg: SigningKey['alg']): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  const kid = `${alg.toLowerCase()}-${randomBytes(6).toString('hex')}`
  return { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' }
}

function saveSigningKeys(database: DatabaseSync, keys: SigningKey[]): SigningKey[] {
  saveSetting(database, 'signing-keys', JSON.stringify(keys))
  return keys
}
