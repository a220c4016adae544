import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTestClientKey } from '@/simulator/test-client-key'
import { practiceDoctor, testBroken } from '@/testing/doctor'

const practice = practiceDoctor()
const { base, doctor, file, withKey } = practice
const ago = (seconds: number) => Math.floor(Date.now() / 1_000) - seconds
const withKeys = (keys: unknown[], mode?: number) =>
  withKey({ JHI_CLIENT_KEYS: file({ keys }, mode) })

describe('the client keys', () => {
  testBroken(practice, {
    'are missing': [
      () => withKey({ JHI_CLIENT_KEYS: join(practice.folder, 'none.json') }),
      'failure client keys',
      /JHI_CLIENT_KEYS: .*none\.json: does not exist.*keys generate/,
    ],
    'are public': [
      () => withKeys([practice.key.publicJwk]),
      'failure client keys',
      /keys\[0\] is a public key; the file must hold the private one.*the file keys generate made/,
    ],
    'are broken': [
      () => withKey({ JHI_CLIENT_KEYS: file('{') }),
      'failure client keys',
      /is not JSON.*Move it away, then run npm run jhi -- keys generate and register/,
    ],
    'are PEM': [
      () => withKey({ JHI_CLIENT_KEYS: file('-----BEGIN PRIVATE KEY-----') }),
      'failure client keys',
      /is PEM.*Set JHI_CLIENT_KEYS to a new file/,
    ],
    'do not fit JHI_CLIENT_SIGNING_ALG': [
      () => withKey({ JHI_CLIENT_SIGNING_ALG: 'PS256' }),
      'failure client keys',
      /no active key for PS256.*Leave JHI_CLIENT_SIGNING_ALG unset, or .* --alg PS256/,
    ],
    'are used by nothing': [
      () => base({ JHI_CLIENT_KEYS: file({ keys: [practice.key.jwk] }) }),
      'warning client keys',
      /nothing uses it: JHI_CLIENT_AUTH is client_secret_basic.*or remove JHI_CLIENT_KEYS/,
    ],
    'can be read by everybody': [
      () => withKeys([practice.key.jwk], 0o644),
      'failure client keys',
      /read by everybody.*chmod 600/,
    ],
    'have a time in milliseconds': [
      () => withKeys([{ ...practice.key.jwk, since: Date.now() }]),
      'warning client keys',
      /seconds since 1970.*not milliseconds/,
    ],
  })

  test('are one line when all of them are public, and publication is left out', async () => {
    const other = await createTestClientKey('other')
    const { checks } = await doctor(withKeys([practice.key.publicJwk, other.publicJwk]))
    expect(checks.filter(({ name }) => name === 'client keys')).toHaveLength(1)
    const left = checks.filter(({ name }) => name === 'left out').map(({ message }) => message)
    expect(left).toEqual(['publication, client authentication: not checked'])
  })

  test('say how strong the one is that signs, and since when', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'rsa', since: 1_700_000_000 }
    const { checks } = await doctor(withKeys([jwk]))
    expect(checks.find(({ name }) => name === 'client keys')).toMatchObject({
      status: 'ok',
      message: 'rsa signs, with PS256, RSA with 2048 bits, since 2023-11-14 22:13 UTC',
    })
  })

  test('say what comes next for each of the others', async () => {
    const others = await Promise.all(['next', 'ripe', 'old', 'older'].map(createTestClientKey))
    const [next, ripe, old, older] = others.map(({ jwk }) => jwk)
    practice.app.keys = [...others.map(({ publicJwk }) => publicJwk), practice.key.publicJwk]
    const { checks, troubles } = await doctor(
      withKeys([
        { ...older, status: 'retired', since: ago(3_600) },
        { ...old, status: 'retired', since: ago(60) },
        practice.key.jwk,
        { ...next, status: 'next', since: ago(60) },
        { ...ripe, status: 'next', since: ago(3_600) },
      ]),
    )
    expect(troubles).toEqual([])
    const found = checks.filter(({ name }) => name === 'client keys').map(({ message }) => message)
    expect(found).toEqual([
      'kid-of-the-tests signs, with ES256, EC P-256',
      expect.stringMatching(/^older is retired; .*keys remove older can remove it now$/),
      expect.stringMatching(/^old is retired; .*can remove it from \d{4}-/),
      expect.stringMatching(/^next is next; .*keys rotate can activate it from \d{4}-/),
      expect.stringMatching(/^ripe is next; .*keys rotate can activate it now$/),
    ])
  })
})

describe('what the application publishes', () => {
  const published = (keys: () => object[]) => () => {
    practice.app.keys = keys()
    return withKey()
  }
  const answering = (status: number) => () => {
    practice.app.status = status
    return withKey()
  }

  testBroken(practice, {
    'is nothing, as it fails': [
      answering(503),
      'warning publication',
      /does not serve our keys: it answers 503.*npm start/,
    ],
    'is nothing, as it does not run': [
      () => withKey({ APP_URL: practice.nowhere }),
      'warning publication',
      /does not serve our keys: nothing listens at localhost:\d+ .*npm start/,
    ],
    'is not found': [answering(404), 'failure publication', /answers 404.*APP_URL/],
    'has a private key': [
      published(() => [practice.key.jwk]),
      'failure publication',
      /serves a private key.*Take it down and rotate now/,
    ],
    'lacks our key': [
      published(() => []),
      'failure publication',
      /does not serve our key kid-of-the-tests/,
    ],
    'has another key by the name of ours': [
      published(() => [{ ...practice.key.publicJwk, x: 'other' }]),
      'failure publication',
      /does not serve our key kid-of-the-tests/,
    ],
    'has our key with another algorithm': [
      published(() => [{ ...practice.key.publicJwk, alg: 'PS256' }]),
      'failure publication',
      /serves kid-of-the-tests with alg PS256, this configuration signs with ES256.*JHI_CLIENT_SIGNING_ALG and restart/,
    ],
    'has our key for another use': [
      published(() => [{ ...practice.key.publicJwk, use: 'enc' }]),
      'failure publication',
      /with use enc/,
    ],
    'has somebody else’s key': [
      published(() => [practice.key.publicJwk, { ...practice.key.publicJwk, kid: 'foreign' }]),
      'failure publication',
      /JHI_CLIENT_KEYS does not have: foreign/,
    ],
    'is out of the provider’s reach': [
      () => withKey({ JHI_ISSUER: 'https://issuer.invalid' }),
      'warning publication',
      /provider cannot fetch keys from.*keys export --pem/,
    ],
  })
})
