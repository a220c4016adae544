import { createHash } from 'node:crypto'
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseConfig } from '@/lib/config/parse-config'
import { verifyIdToken } from './id-token'
import type { RelyingParty } from './relying-party'

const now = Date.UTC(2026, 0, 1)
const accessToken = 'the-access-token'
const config = parseConfig({}, { generateSessionSecret: () => 's'.repeat(32) })
const application = {
  clientId: config.clientId,
  institutionId: null,
  authentication: config.clientAuthentication,
}
const digest = createHash('sha256').update(accessToken).digest()
const claims = {
  iss: config.issuer,
  sub: 'user-1',
  aud: config.clientId,
  iat: now / 1_000,
  exp: now / 1_000 + 3_600,
}

let relyingParty: RelyingParty
let privateKey: CryptoKey
beforeAll(async () => {
  const pair = await generateKeyPair('ES256')
  privateKey = pair.privateKey
  const getKey = createLocalJWKSet({ keys: [await exportJWK(pair.publicKey)] })
  const keys = { jwksUri: 'https://issuer.example/jwks', getKey, reload: async () => {} }
  // Only the keys of the provider are asked for here.
  const provider = { get: async () => ({ keys }) } as unknown as RelyingParty['provider']
  relyingParty = { config, provider, now: () => now } as RelyingParty
})

async function outcome(changes: Record<string, unknown>): Promise<string> {
  const idToken = await new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(privateKey)
  return verifyIdToken(relyingParty, { application, idToken, accessToken }).then(
    ({ sub }) => sub,
    () => 'refused',
  )
}

describe('an ID token is accepted', () => {
  test.each([
    ['as it should be', {}],
    ['with its audience in a list', { aud: [config.clientId] }],
    ['with azp naming us', { azp: config.clientId }],
    [
      'with the hash of its access token',
      { at_hash: digest.subarray(0, 16).toString('base64url') },
    ],
    ['from a clock half a minute ahead', { iat: now / 1_000 + 30 }],
    ['with claims nobody knows', { unheard_of: { a: 1 } }],
  ])('%s', async (_, changes) => {
    expect(await outcome(changes)).toBe('user-1')
  })
})

describe('an ID token is refused', () => {
  test.each([
    ['of another issuer', { iss: `${config.issuer}1` }],
    ['for another audience', { aud: 'another' }],
    ['for us and somebody else', { aud: [config.clientId, 'another'] }],
    ['with azp naming somebody else', { azp: 'another' }],
    [
      'with the hash of another access token',
      { at_hash: digest.subarray(16).toString('base64url') },
    ],
    ['without a subject', { sub: undefined }],
    ['with an empty subject', { sub: '' }],
    ['with a subject of 256 characters', { sub: 'u'.repeat(256) }],
    ['with a subject beyond ASCII', { sub: 'üser' }],
    ['without a time of issue', { iat: undefined }],
    ['issued a week ago', { iat: now / 1_000 - 7 * 86_400 }],
    ['issued in the future', { iat: now / 1_000 + 31 }],
    ['without an end', { exp: undefined }],
    ['past its end', { exp: now / 1_000 - 31 }],
  ])('%s', async (_, changes) => {
    expect(await outcome(changes)).toBe('refused')
  })

  test('signed with our own secret', async () => {
    const secret = new TextEncoder().encode('the-secret-of-our-client'.padEnd(32))
    const idToken = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret)
    await expect(
      verifyIdToken(relyingParty, { application, idToken, accessToken }),
    ).rejects.toThrow()
  })
})
