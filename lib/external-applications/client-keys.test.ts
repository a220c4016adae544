import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ClientSigningAlgorithm } from '@/lib/config/parse-config'
import { ConfigError } from '@/lib/config/parse-config'
import { keyStatuses } from './client-key'
import { parseClientKeys } from './client-keys'
import { jwkThumbprint } from './jwk-thumbprint'

const file = { variable: 'JHI_CLIENT_KEYS', path: '/secrets/keys.json' }
const ec = (namedCurve = 'P-256') =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'jwk' })
const rsa = (modulusLength = 2048, publicExponent = 65_537) =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent }).privateKey.export({ format: 'jwk' })
const okp = () => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })

const curve = ec()
const anotherCurve = ec()
const modulus = rsa()
const anotherModulus = rsa()

type Wanted = ClientSigningAlgorithm | null
const parse = (content: unknown, wanted: Wanted = null) =>
  parseClientKeys(file, typeof content === 'string' ? content : JSON.stringify(content), { wanted })
const set = (...keys: object[]) => ({ keys })

function problemsOf(content: unknown, wanted: Wanted = null): readonly string[] {
  try {
    parse(content, wanted)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

/** Every text of a file that is long enough to be a secret or a part of a key. */
function secretsIn(content: unknown): string[] {
  if (typeof content === 'string') return content.length > 12 ? [content] : []
  return typeof content === 'object' && content !== null
    ? Object.values(content).flatMap(secretsIn)
    : []
}

function withoutPrivateMembers({ kty, n, e, crv, x, y }: JsonWebKey): object {
  return JSON.parse(JSON.stringify({ kty, n, e, crv, x, y }))
}

describe('a file that is not usable is refused by file and field, never by value', () => {
  const symmetric = { kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' }
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'pem',
    type: 'pkcs8',
  })

  test.each<[what: string, content: unknown, problem: string, wanted?: Wanted]>([
    ['no JSON', '{"keys": [{"d": "unfinished-secret', 'is not JSON'],
    ['PEM', pem, 'is PEM; a JSON file is needed'],
    ['no keys member', { key: [curve] }, 'keys must be a list of keys'],
    ['a bare JWK', curve, 'keys must be a list of keys'],
    ['a list', [curve], 'is not a JWK Set: an object with a list of keys in "keys"'],
    ['null', 'null', 'is not a JWK Set: an object with a list of keys in "keys"'],
    ['no key', set(), 'keys has no active key'],
    ['no object for a key', { keys: [curve, 'a-secret-instead'] }, 'keys[1].kty must be RSA or EC'],
    [
      'an RSA key of 1024 bits',
      set(rsa(1024)),
      'keys[0].n has 1024 bits; an RSA key needs 2048 or more',
    ],
    ['the exponent 3', set(rsa(2048, 3)), 'keys[0].e must be 65537 or more'],
    ['P-384', set(ec('P-384')), 'keys[0].crv must be P-256, the curve of ES256'],
    ['a symmetric key', set(symmetric), 'keys[0].kty must be RSA or EC'],
    ['an octet key pair', set(okp()), 'keys[0].kty must be RSA or EC'],
    [
      'a public key',
      set(withoutPrivateMembers(curve)),
      'keys[0].d is missing: this is a public key; the file must hold the private one',
    ],
    [
      'the private half of another curve key',
      set({ ...curve, d: anotherCurve.d }),
      'keys[0].d does not belong to the public members beside it',
    ],
    [
      'the private half of another RSA key',
      set({ ...anotherModulus, n: modulus.n }),
      'keys[0].d does not belong to the public members beside it',
    ],
    [
      'a point that is not on the curve',
      set({ ...curve, y: anotherCurve.y }),
      'keys[0].d does not belong to the public members beside it',
    ],
    [
      'an RSA key without its primes',
      set({ ...modulus, p: undefined }),
      'keys[0].p is missing or not text',
    ],
    [
      'a member that is not base64url',
      set({ ...curve, d: 'not/base64+url==' }),
      'keys[0].d must be base64url',
    ],
    [
      'an unknown alg',
      set({ ...curve, alg: 'HS256' }),
      'keys[0].alg must be one of PS256, ES256, RS256',
    ],
    [
      'ES256 for RSA',
      set({ ...modulus, alg: 'ES256' }),
      'keys[0].alg must fit the key: RSA cannot sign with ES256',
    ],
    [
      'PS256 for a curve',
      set({ ...curve, alg: 'PS256' }),
      'keys[0].alg must fit the key: EC cannot sign with PS256',
    ],
    [
      'an unknown status',
      set({ ...curve, status: 'old' }),
      'keys[0].status must be one of next, active, retired',
    ],
    [
      'a key for encryption',
      set({ ...curve, use: 'enc' }),
      'keys[0].use must be sig: the key is for signatures',
    ],
    [
      'a time that is text',
      set({ ...curve, since: '2026-11-22T22:00:00Z' }),
      'keys[0].since must be a time in seconds',
    ],
    ['an empty kid', set({ ...curve, kid: '' }), 'keys[0].kid must not be empty'],
    [
      'a kid twice',
      set({ ...curve, kid: 'one' }, { ...modulus, kid: 'one' }),
      'keys[1].kid is that of keys[0] again',
    ],
    [
      'a curve key twice',
      set({ ...curve, kid: 'one' }, { ...curve, kid: 'two', status: 'next' }),
      'keys[1].x is that of keys[0] again',
    ],
    [
      'an RSA key twice',
      set(curve, modulus, { ...modulus, kid: 'two' }),
      'keys[2].n is that of keys[1] again',
    ],
    [
      'no active key',
      set({ ...curve, status: 'next' }, { ...modulus, status: 'retired' }),
      'keys has no active key',
    ],
    [
      'no active key for the algorithm that was chosen',
      set({ ...modulus, status: 'next' }, curve),
      'keys has no active key for RS256',
      'RS256',
    ],
    [
      'more keys than twenty',
      set(...Array.from({ length: 21 }, () => ec())),
      'keys has more than 20',
    ],
  ])('%s', (_what, content, problem, wanted) => {
    const problems = problemsOf(content, wanted)
    expect(problems).toEqual([`JHI_CLIENT_KEYS: /secrets/keys.json: ${problem}`])
    for (const secret of secretsIn(content)) expect(problems.join()).not.toContain(secret)
    expect(problems.join()).not.toMatch(/unfinished|instead/)
  })

  test('with all its problems at once', () => {
    const broken = { ...curve, alg: 'none', use: 'enc', status: 'lost' }
    expect(problemsOf(set(broken, { kty: 'oct' }))).toEqual([
      expect.stringContaining('keys[0].alg '),
      expect.stringContaining('keys[0].use '),
      expect.stringContaining('keys[0].status '),
      expect.stringContaining('keys[1].kty '),
    ])
  })
})

describe('the key that signs', () => {
  test('is the last active one', () => {
    const { signingKey } = parse(
      set(
        { ...modulus, kid: 'first' },
        { ...curve, kid: 'second', status: 'active', since: 1_700_000_000 },
        { ...anotherCurve, kid: 'third', status: 'next' },
        { ...anotherModulus, kid: 'fourth', status: 'retired' },
      ),
    )
    expect(signingKey).toMatchObject({ kid: 'second', status: 'active', since: 1_700_000_000 })
    expect(signingKey.privateKey.export({ format: 'jwk' })).toEqual(curve)
  })

  test('is the last active one for the algorithm that was chosen', () => {
    const keys = set({ ...modulus, kid: 'rsa' }, { ...curve, kid: 'ec' })
    expect(parse(keys).signingKey.kid).toBe('ec')
    expect(parse(keys, 'RS256').signingKey).toMatchObject({ kid: 'rsa', algorithm: 'RS256' })
    expect(parse(keys, 'ES256').signingKey).toMatchObject({ kid: 'ec', algorithm: 'ES256' })
  })

  test('uses its own algorithm, else PS256 or ES256', () => {
    expect(parse(set(modulus)).signingKey.algorithm).toBe('PS256')
    expect(parse(set({ ...modulus, alg: 'RS256' })).signingKey.algorithm).toBe('RS256')
    expect(parse(set(curve)).signingKey.algorithm).toBe('ES256')
  })

  test('is active since an unknown time, and named by its thumbprint, when the file says neither', () => {
    expect(parse(set(curve)).signingKey).toMatchObject({
      kid: jwkThumbprint(curve as Parameters<typeof jwkThumbprint>[0]),
      status: 'active',
      since: null,
    })
  })
})

describe('what is published', () => {
  const pool = Array.from({ length: 6 }, (_, position) => ({ ...ec(), kid: `key ${position}` }))

  test('is the public half of every key in the order of the file, whatever its status', () => {
    const statuses = fc.array(fc.constantFrom(...keyStatuses), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(statuses, (order) => {
        const keys = order.map((status, position) => ({ ...pool[position], status }))
        if (!order.includes('active')) {
          expect(problemsOf({ keys })).toEqual([expect.stringContaining('no active key')])
          return
        }
        const { published, signingKey } = parse({ keys })
        expect(signingKey.kid).toBe(`key ${order.lastIndexOf('active')}`)
        expect(published.jwks.keys).toEqual(
          keys.map(({ kid, x, y }) => ({
            kty: 'EC',
            kid,
            alg: 'ES256',
            use: 'sig',
            crv: 'P-256',
            x,
            y,
          })),
        )
        for (const { d } of keys) expect(JSON.stringify(published)).not.toContain(d)
      }),
    )
  })

  test('of an RSA key is modulus and exponent alone, beside what it is for', () => {
    const { published } = parse(set({ ...modulus, kid: 'rsa', note: 'ours', status: 'active' }))
    const { n, e } = modulus
    expect(published.jwks).toEqual({
      keys: [{ kty: 'RSA', kid: 'rsa', alg: 'PS256', use: 'sig', n, e }],
    })
  })

  test('has a name that follows from its content', () => {
    const { etag } = parse(set(curve, modulus)).published
    expect(etag).toMatch(/^[\w-]{22}$/)
    expect(parse(set({ note: 'ours', ...curve }, modulus)).published.etag).toBe(etag)
    expect(parse(set(modulus, curve)).published.etag).not.toBe(etag)
    expect(parse(set(curve)).published.etag).not.toBe(etag)
    expect(parse(set({ ...curve, kid: 'named' }, modulus)).published.etag).not.toBe(etag)
  })
})
