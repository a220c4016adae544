import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { AppError, isAppError } from '@/lib/errors'
import { verifyDpopProof } from './verify-dpop-proof'

const now = Date.UTC(2026, 0, 1)
const seconds = now / 1_000
const address = 'https://app.example/api/accounts'
const accessToken = 'the.access.token'
const ath = createHash('sha256').update(accessToken).digest('base64url')

interface Key {
  readonly privateKey: KeyObject
  readonly jwk: JWK
  readonly privateJwk: JWK
}

function makeKey(pair: { privateKey: KeyObject; publicKey: KeyObject }): Key {
  const [jwk, privateJwk] = [pair.publicKey, pair.privateKey].map((key) =>
    key.export({ format: 'jwk' }),
  ) as [JWK, JWK]
  return { privateKey: pair.privateKey, jwk, privateJwk }
}

const own = makeKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }))
const foreign = makeKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }))
const rsa = makeKey(generateKeyPairSync('rsa', { modulusLength: 2048 }))
const shortRsa = makeKey(generateKeyPairSync('rsa', { modulusLength: 1024 }))

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const pss = { padding: 6, saltLength: 32 }
const signed = (key: KeyObject, input: string) =>
  key.asymmetricKeyType === 'rsa'
    ? sign('sha256', Buffer.from(input), { key, ...pss })
    : sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })

/** A proof that is in order, but for the changes. Nothing here refuses to sign what is wrong. */
function prove(
  { claims = {}, header = {} }: { claims?: object; header?: object } = {},
  signature: (input: string) => Buffer = (input) => signed(own.privateKey, input),
): string {
  const head = { typ: 'dpop+jwt', alg: 'ES256', jwk: own.jwk, ...header }
  const body = { htm: 'GET', htu: address, iat: seconds, ath, jti: 'id-1', ...claims }
  const input = `${encode(head)}.${encode(body)}`
  return `${input}.${signature(input).toString('base64url')}`
}

let claimed: Map<string, number>
beforeEach(() => {
  claimed = new Map()
})

const rules = {
  addresses: ['https://other-name.example/api/caf%C3%A9', address, 'no address'],
  claimOnce: async (key: string, expiresAt: number) => {
    const first = !claimed.has(key)
    if (first) claimed.set(key, expiresAt)
    return first
  },
  now: () => now,
}

async function outcome(
  proof: string | null,
  { jwk = own.jwk, method = 'GET' }: { jwk?: JWK; method?: string } = {},
) {
  const thumbprint = await calculateJwkThumbprint(jwk)
  return verifyDpopProof(proof, { method, accessToken, thumbprint }, rules).then(
    () => 'accepted',
    (error: unknown) => (isAppError(error, 'invalid_token') ? error.facts.check : error),
  )
}

const claims = (changes: object) => () => prove({ claims: changes })
const header = (changes: object) => () => prove({ header: changes })

describe('a proof is refused', () => {
  test.each<[what: string, check: string, proof: () => string | null]>([
    ['that is missing', 'header', () => null],
    ['that is empty', 'header', () => ''],
    ['that is no JWS', 'header', () => 'proof'],
    ['sent twice', 'header', () => `${prove()}, ${prove({ claims: { jti: 'id-2' } })}`],
    ['beside an empty one', 'header', () => `${prove()}, `],
    ['longer than 8 kB', 'header', claims({ more: 'x'.repeat(8_192) })],

    ['of another type', 'jws', header({ typ: 'JWT' })],
    ['without a type', 'jws', header({ typ: undefined })],
    ['with a critical member nobody knows', 'jws', header({ crit: ['x'], x: 1 })],
    ['without a signature algorithm', 'jws', header({ alg: undefined })],
    ['of alg none', 'header', () => prove({ header: { alg: 'none' } }, () => Buffer.of())],
    ['of alg none with some signature', 'jws', header({ alg: 'none' })],
    [
      'of HS256 with the public key as the secret',
      'jws',
      () =>
        prove({ header: { alg: 'HS256' } }, (input) =>
          createHmac('sha256', JSON.stringify(own.jwk)).update(input).digest(),
        ),
    ],
    ['of an algorithm for another kind of key', 'jws', header({ alg: 'PS256' })],
    ['signed by another key', 'jws', () => prove({}, (input) => signed(foreign.privateKey, input))],
    ['that was changed after it was signed', 'jws', () => prove().replace(/\..*\./, '.e30.')],

    [
      'of another key than the token’s',
      'jkt',
      () => prove({ header: { jwk: foreign.jwk } }, (input) => signed(foreign.privateKey, input)),
    ],
    ['without a key', 'jwk', header({ jwk: undefined })],
    ['with the name of a key', 'jws', header({ jwk: { kid: 'k1' } })],
    ['with a key that is text', 'jws', header({ jwk: 'key' })],
    ['with a key that is null', 'jws', header({ jwk: null })],
    ['with its private key', 'jwk', header({ jwk: own.privateJwk })],
    ['with a symmetric key', 'jwk', header({ jwk: { kty: 'oct', k: 'c2VjcmV0' } })],
    ['with a key for encryption', 'jws', header({ jwk: { ...own.jwk, use: 'enc' } })],
    ...['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'].map(
      (name): [string, string, () => string] => [
        `with the private member ${name} in its key`,
        'jwk',
        header({ jwk: { ...own.jwk, [name]: '' } }),
      ],
    ),

    ['for another method', 'htm', claims({ htm: 'POST' })],
    ['for the method in lower case', 'htm', claims({ htm: 'get' })],
    ['without a method', 'htm', claims({ htm: undefined })],
    ['for another path', 'htu', claims({ htu: `${address}/1` })],
    ['for the path with a slash', 'htu', claims({ htu: `${address}/` })],
    ['for the path in capitals', 'htu', claims({ htu: address.toUpperCase() })],
    ['for another host', 'htu', claims({ htu: 'https://other.example/api/accounts' })],
    ['for another scheme', 'htu', claims({ htu: 'http://app.example/api/accounts' })],
    ['for another port', 'htu', claims({ htu: 'https://app.example:8443/api/accounts' })],
    ['for an address with a user', 'htu', claims({ htu: 'https://app@app.example/api/accounts' })],
    ['for a path with an escaped slash', 'htu', claims({ htu: address.replace('i/', 'i%2F') })],
    ['for a path alone', 'htu', claims({ htu: '/api/accounts' })],
    ['for what is no address', 'htu', claims({ htu: 'nowhere' })],
    ['for a list of addresses', 'htu', claims({ htu: [address] })],
    ['without an address', 'htu', claims({ htu: undefined })],
    ['that is 61 seconds old', 'iat', claims({ iat: seconds - 61 })],
    ['that is 61 seconds ahead', 'iat', claims({ iat: seconds + 61 })],
    ['without a time', 'iat', claims({ iat: undefined })],
    ['with a time in words', 'jws', claims({ iat: String(seconds) })],
    ['that says it has ended', 'jws', claims({ exp: seconds - 61 })],
    [
      'for another token',
      'ath',
      claims({ ath: ath.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')) }),
    ],
    ['for no token', 'ath', claims({ ath: undefined })],
    ['without an id', 'jti', claims({ jti: undefined })],
    ['with an empty id', 'jti', claims({ jti: '' })],
    ['with a number for an id', 'jti', claims({ jti: 1 })],
    ['with an id of 256 characters', 'jti', claims({ jti: 'x'.repeat(256) })],
  ])('%s (%s)', async (_, check, proof) => {
    expect(await outcome(proof())).toBe(check)
    expect(claimed.size).toBe(0)
  })

  test('of an RSA key below 2048 bits', async () => {
    const of = (key: Key) =>
      outcome(
        prove({ header: { alg: 'PS256', jwk: key.jwk } }, (i) => signed(key.privateKey, i)),
        { jwk: key.jwk },
      )
    expect([await of(rsa), await of(shortRsa)]).toEqual(['accepted', 'jws'])
  })

  test('of an RSA key with an algorithm that is not on the list', async () => {
    const proof = prove({ header: { alg: 'RS256', jwk: rsa.jwk } }, (input) =>
      sign('sha256', Buffer.from(input), rsa.privateKey),
    )
    expect(await outcome(proof, { jwk: rsa.jwk })).toBe('jws')
  })

  test('when it comes a second time, also under another name of the address', async () => {
    expect(await outcome(prove())).toBe('accepted')
    expect(await outcome(prove())).toBe('replay')
    expect(await outcome(prove({ claims: { htu: rules.addresses[0] } }))).toBe('replay')
    expect(await outcome(prove({ claims: { jti: 'id-2' } }))).toBe('accepted')
  })
})

describe('a proof is taken', () => {
  test.each([
    ['that is 60 seconds old', { iat: seconds - 60 }],
    ['that is 60 seconds ahead', { iat: seconds + 60 }],
    ['that says from when till when', { nbf: seconds + 60, exp: seconds - 59 }],
    ['with an id of 255 characters', { jti: 'x'.repeat(255) }],
    ['for the other address', { htu: rules.addresses[0] }],
    ['whose address has a query and a fragment', { htu: `${address}?a=1#b` }],
    [
      'whose address is escaped in small letters',
      { htu: 'https://other-name.example/api/caf%c3%a9' },
    ],
    ['whose address is spelled otherwise', { htu: 'HTTPS://App.Example:443/x/../api/%61ccounts' }],
  ])('%s', async (_, changes) => {
    expect(await outcome(prove({ claims: changes }))).toBe('accepted')
  })

  test('for another method when that is the request’s', async () => {
    expect(await outcome(prove({ claims: { htm: 'POST' } }), { method: 'POST' })).toBe('accepted')
  })

  test.each(['ES256', 'ES384', 'ES512', 'PS256', 'PS384'])('of %s', async (alg) => {
    const { privateKey, publicKey } = await generateKeyPair(alg)
    const jwk = await exportJWK(publicKey)
    const [, body = ''] = prove().split('.')
    const proof = await new CompactSign(Buffer.from(body, 'base64url'))
      .setProtectedHeader({ alg, typ: 'dpop+jwt', jwk })
      .sign(privateKey)
    expect(await outcome(proof, { jwk })).toBe('accepted')
  })
})

test('the same id of another key is another proof', async () => {
  const proof = prove({ header: { jwk: foreign.jwk } }, (i) => signed(foreign.privateKey, i))
  expect(await outcome(prove())).toBe('accepted')
  expect(await outcome(proof, { jwk: foreign.jwk })).toBe('accepted')
})

test('a proof is remembered for longer than it can be used, and not by its own words', async () => {
  await outcome(prove({ claims: { iat: seconds + 60 } }))
  const [[key, expiresAt] = ['', 0]] = claimed
  expect(key).toMatch(/^dpop:[\w-]{43}$/)
  expect(expiresAt).toBeGreaterThan(now + 120_000)
})

test('a store that is down is no fault of the proof', async () => {
  const down = new AppError('store_unavailable', 'down')
  const call = verifyDpopProof(
    prove(),
    { method: 'GET', accessToken, thumbprint: await calculateJwkThumbprint(own.jwk) },
    { ...rules, claimOnce: () => Promise.reject(down) },
  )
  await expect(call).rejects.toBe(down)
})
