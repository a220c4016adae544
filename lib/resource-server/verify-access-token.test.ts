import { createHash } from 'node:crypto'
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWK,
  SignJWT,
} from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { type AppError, isAppError } from '@/lib/errors'
import { type TokenRules, verifyAccessToken } from './verify-access-token'

const now = Date.UTC(2026, 0, 1)
const issuer = 'https://issuer.example'
const address = 'https://api.example/accounts'
let rules: TokenRules
let privateKey: CryptoKey
let foreignKey: CryptoKey
let proofKey: { privateKey: CryptoKey; jwk: JWK; jkt: string }

beforeAll(async () => {
  const own = await generateKeyPair('RS256')
  foreignKey = (await generateKeyPair('RS256')).privateKey
  privateKey = own.privateKey
  const getKey = createLocalJWKSet({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'k1' }] })
  const proof = await generateKeyPair('ES256')
  const jwk = await exportJWK(proof.publicKey)
  proofKey = { privateKey: proof.privateKey, jwk, jkt: await calculateJwkThumbprint(jwk) }
  const used = new Set<string>()
  rules = {
    issuer,
    audience: null,
    isOwnClient: (id) => ['us', 'us-too'].includes(id),
    institutionClaim: 'institutionId',
    getKey,
    addresses: [address],
    claimOnce: async (key) => !used.has(key) && used.add(key).has(key),
    now: () => now,
  }
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

const prove = (accessToken: string, changes: object = {}) =>
  new SignJWT({
    htm: 'GET',
    htu: address,
    iat: now / 1_000,
    ath: createHash('sha256').update(accessToken).digest('base64url'),
    jti: crypto.randomUUID(),
    ...changes,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: proofKey.jwk })
    .sign(proofKey.privateKey)

const verify = (authorization: string | null, dpop: string | null = null) =>
  verifyAccessToken({ method: 'GET', authorization, dpop }, rules)

const errorOf = (...presented: Parameters<typeof verify>) =>
  verify(...presented).then(
    () => null,
    (error: unknown) => (isAppError(error) ? error : new Error('unknown')),
  )

const codeFor = async (...presented: Parameters<typeof verify>) => {
  const error = await errorOf(...presented)
  return error === null ? 'accepted' : isAppError(error) ? error.code : 'unknown'
}

test('the claims of a good token are who, where and what', async () => {
  expect(await verify(`Bearer ${await sign()}`)).toEqual({
    scheme: 'Bearer',
    subject: 'user-1',
    institutionId: 'institution-1',
    scopes: ['openid', 'accounts.read'],
    clientId: null,
    authenticatedAt: null,
  })
})

test('who the token was issued to, and when the person authenticated, if it says so', async () => {
  const token = await sign({ client_id: 'desk', auth_time: 1_700_000_000 })
  expect(await verify(`Bearer ${token}`)).toMatchObject({
    clientId: 'desk',
    authenticatedAt: 1_700_000_000,
  })
})

describe('the audience, where it is configured', () => {
  const codeForAudience = async (aud: unknown, audience: string | null) =>
    verifyAccessToken(
      { method: 'GET', authorization: `Bearer ${await sign({ aud })}`, dpop: null },
      { ...rules, audience },
    ).then(
      () => 'accepted',
      (error: unknown) => isAppError(error) && error.code,
    )

  test.each([
    ['https://api.example', 'https://api.example', 'accepted'],
    [['https://other.example', 'https://api.example'], 'https://api.example', 'accepted'],
    ['https://other.example', null, 'accepted'],
    ['https://other.example', 'https://api.example', 'invalid_token'],
    ['https://api.example/', 'https://api.example', 'invalid_token'],
    [[], 'https://api.example', 'invalid_token'],
    [undefined, 'https://api.example', 'invalid_token'],
  ])('%j where %j is wanted: %s', async (aud, audience, expected) => {
    expect(await codeForAudience(aud, audience)).toBe(expected)
  })
})

test.each(['bearer', 'BEARER', 'Bearer '])('the scheme may be written %j', async (scheme) => {
  expect(await codeFor(`${scheme} ${await sign()}`)).toBe('accepted')
})

describe('refused as invalid_token', () => {
  const algs = 'ES256 ES384 ES512 PS256 PS384'
  test.each([
    [null, { algs }],
    ['', { algs }],
    ['Basic dXM6cHc=', { algs }],
    ['Bearers a.b.c', { algs }],
    ['Bearer', { scheme: 'Bearer' }],
    ['Bearer ', { scheme: 'Bearer' }],
    ['Bearer not.a.token', { scheme: 'Bearer' }],
    ['Bearer a b', { scheme: 'Bearer' }],
    ['Bearer a.b.c, DPoP a.b.c', { scheme: 'Bearer' }],
    ['dpop', { scheme: 'DPoP', algs }],
    ['DPoP not.a.token', { scheme: 'DPoP', algs }],
  ])('the header %j, with the facts %j', async (header, facts) => {
    expect(await errorOf(header)).toMatchObject({ code: 'invalid_token', facts })
    expect(Object.keys(((await errorOf(header)) as AppError).facts)).toEqual(Object.keys(facts))
  })

  test.each([
    ['of another issuer', { iss: 'https://other.example' }],
    ['ended beyond the tolerance', { exp: now / 1_000 - 61 }],
    ['issued in the future', { iat: now / 1_000 + 61, exp: now / 1_000 + 900 }],
    ['without an end', { exp: undefined }],
    ['without a subject', { sub: undefined }],
    ['for our own client, as an ID token is', { aud: 'us' }],
    ['for another client of ours among others', { aud: ['https://api.example', 'us-too'] }],
    ['with a nonce, as an ID token has', { nonce: 'n' }],
    ['bound to a key', { cnf: { jkt: 'x' } }],
    ['bound to a certificate', { cnf: { 'x5t#S256': 'x' } }],
    ['bound to nothing, in as many words', { cnf: null }],
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

describe('a token that is bound to a key', () => {
  const bound = (changes: object = {}) => sign({ cnf: { jkt: proofKey.jkt }, ...changes })

  test.each(['DPoP', 'dpop', 'DPOP '])(
    'is taken under the scheme %j with a proof',
    async (name) => {
      const token = await bound()
      const claims = await verify(`${name} ${token}`, await prove(token))
      expect(claims).toMatchObject({ scheme: 'DPoP', subject: 'user-1' })
    },
  )

  test('is refused as plain bearer, with a proof too', async () => {
    const token = await bound()
    const error = await errorOf(`Bearer ${token}`, await prove(token))
    expect(error).toMatchObject({ code: 'invalid_token', facts: { scheme: 'Bearer' } })
  })

  test('is refused without its proof, and with a wrong or a used one', async () => {
    const token = await bound()
    const proof = await prove(token)
    await verify(`DPoP ${token}`, proof)
    const presented = {
      header: null,
      replay: proof,
      ath: await prove(await sign()),
      htm: await prove(token, { htm: 'POST' }),
      htu: await prove(token, { htu: `${address}/1` }),
    }
    for (const [check, dpop] of Object.entries(presented)) {
      expect(await errorOf(`DPoP ${token}`, dpop)).toMatchObject({
        code: 'invalid_token',
        facts: { scheme: 'DPoP', challenge: 'invalid_dpop_proof', check },
      })
    }
  })

  test('uses up no proof when the token itself is refused', async () => {
    const token = await bound()
    const proof = await prove(token)
    expect(await codeFor(`DPoP ${token}x`, proof)).toBe('invalid_token')
    expect(await codeFor(`DPoP ${token}`, proof)).toBe('accepted')
  })

  test.each([
    ['to nothing', () => undefined],
    ['to null', () => null],
    ['to text', () => proofKey.jkt],
    ['to a list', () => [proofKey.jkt]],
    ['to a number', () => ({ jkt: 1 })],
    ['to a list of keys', () => ({ jkt: [proofKey.jkt] })],
    ['to an empty thumbprint', () => ({ jkt: '' })],
    ['to a certificate', () => ({ 'x5t#S256': proofKey.jkt })],
    ['to a whole key', () => ({ jwk: proofKey.jwk })],
  ])('is refused under the scheme DPoP when it is bound %s', async (_, cnf) => {
    const token = await sign({ cnf: cnf() })
    const error = (await errorOf(`DPoP ${token}`, await prove(token))) as AppError
    expect(error.code).toBe('invalid_token')
    expect(error.facts).toMatchObject({ scheme: 'DPoP' })
    expect(error.facts).not.toHaveProperty('challenge')
  })
})

test('a proof beside a plain bearer token changes nothing', async () => {
  const token = await sign()
  expect(await codeFor(`Bearer ${token}`, await prove(token))).toBe('accepted')
  expect(await codeFor(`Bearer ${token}`, 'no proof')).toBe('accepted')
})

test('no refusal says anything of a token or a proof', async () => {
  const token = await sign({ cnf: { jkt: proofKey.jkt } })
  const proof = await prove(token, { jti: 'marker', ath: 'marker' })
  const { facts, message } = (await errorOf(`DPoP ${token}`, proof)) as AppError
  const told = JSON.stringify([facts, message])
  for (const part of [...token.split('.'), ...proof.split('.'), 'marker', proofKey.jkt]) {
    expect(told).not.toContain(part)
  }
})
