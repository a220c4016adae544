import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { isAppError } from '@/lib/errors'
import { requireAccess } from './require-access'
import { type TokenRules, verifyAccessToken } from './verify-access-token'

const now = Date.UTC(2026, 0, 1)
const issuer = 'https://issuer.example'
let rules: TokenRules
let privateKey: CryptoKey
let foreignKey: CryptoKey

beforeAll(async () => {
  const own = await generateKeyPair('RS256')
  foreignKey = (await generateKeyPair('RS256')).privateKey
  privateKey = own.privateKey
  const getKey = createLocalJWKSet({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'k1' }] })
  rules = { issuer, clientId: 'us', institutionClaim: 'institutionId', getKey, now: () => now }
})

const claims = {
  iss: issuer,
  sub: 'user-1',
  aud: 'https://api.example',
  iat: now / 1_000,
  exp: now / 1_000 + 600,
  scope: 'openid accounts.read',
  institutionId: 'institution-1',
}

const sign = (
  changes: Record<string, unknown> = {},
  { key = privateKey, typ = 'at+jwt', kid = 'k1' } = {},
) => new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'RS256', typ, kid }).sign(key)

const codeFor = (authorization: string | null) =>
  verifyAccessToken(authorization, rules).then(
    () => 'accepted',
    (error: unknown) => (isAppError(error) ? error.code : 'unknown'),
  )

test('the claims of a good token are who, where and what', async () => {
  expect(await verifyAccessToken(`Bearer ${await sign()}`, rules)).toEqual({
    subject: 'user-1',
    institutionId: 'institution-1',
    scopes: ['openid', 'accounts.read'],
  })
})

test.each(['bearer', 'BEARER', 'Bearer '])('the scheme may be written %j', async (scheme) => {
  expect(await codeFor(`${scheme} ${await sign()}`)).toBe('accepted')
})

describe('refused as invalid_token', () => {
  test.each([null, '', 'Bearer', 'Bearer ', 'Basic dXM6cHc=', 'Bearer not.a.token', 'Bearer a b'])(
    'the header %j',
    async (header) => {
      expect(await codeFor(header)).toBe('invalid_token')
    },
  )

  test.each([
    ['of another issuer', { iss: 'https://other.example' }],
    ['ended beyond the tolerance', { exp: now / 1_000 - 61 }],
    ['issued in the future', { iat: now / 1_000 + 61, exp: now / 1_000 + 900 }],
    ['without an end', { exp: undefined }],
    ['without a subject', { sub: undefined }],
    ['for our own client, as an ID token is', { aud: 'us' }],
    ['with a nonce, as an ID token has', { nonce: 'n' }],
    ['bound to a key', { cnf: { jkt: 'x' } }],
  ])('a token %s', async (_, changes) => {
    expect(await codeFor(`Bearer ${await sign(changes)}`)).toBe('invalid_token')
  })

  test('a token of another type', async () => {
    expect(await codeFor(`Bearer ${await sign({}, { typ: 'logout+jwt' })}`)).toBe('invalid_token')
  })

  test('a token signed by another key, or by none', async () => {
    expect(await codeFor(`Bearer ${await sign({}, { key: foreignKey })}`)).toBe('invalid_token')
    expect(await codeFor(`Bearer ${await sign({}, { kid: 'k2' })}`)).toBe('invalid_token')
    const [, payload] = (await sign()).split('.')
    const header = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(await codeFor(`Bearer ${header}.${payload}.`)).toBe('invalid_token')
  })
})

test.each([60, 59])('a clock that is %d seconds off is forgiven', async (seconds) => {
  expect(await codeFor(`Bearer ${await sign({ iat: now / 1_000 + seconds })}`)).toBe('accepted')
})

describe('requireAccess', () => {
  const token = { subject: 'user-1', institutionId: 'institution-1', scopes: ['accounts.read'] }
  const wanted = { institutionId: 'institution-1', userId: 'user-1', scope: 'accounts.read' }
  const codeOf = (changes: object, held: object = {}) => {
    try {
      requireAccess({ ...token, ...held }, { ...wanted, ...changes })
      return 'allowed'
    } catch (error) {
      return isAppError(error) ? error.code : 'unknown'
    }
  }

  test.each([
    [{}, {}, 'allowed'],
    [{ institutionId: 'institution-2' }, {}, 'institution_mismatch'],
    [{}, { institutionId: null }, 'institution_mismatch'],
    [{ userId: 'user-2' }, {}, 'user_mismatch'],
    [{ scope: 'accounts.write' }, {}, 'insufficient_scope'],
    [{ scope: 'accounts' }, {}, 'insufficient_scope'],
    [{ institutionId: 'x', userId: 'x', scope: 'x' }, {}, 'institution_mismatch'],
  ])('%j with %j: %s', (changes, held, expected) => {
    expect(codeOf(changes, held)).toBe(expected)
  })
})
