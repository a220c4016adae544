import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LogoutTokenFault, logoutTokenFaults } from './logout-token-faults.ts'
import { findPersonByEmail } from './people.ts'
import type { LogoutTokenOptions } from './simulator.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl } from './test-application.ts'

const now = Date.UTC(2030, 0, 1)
const seconds = now / 1000
const sub = findPersonByEmail('few@example.test')?.sub
const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:', now: () => now })
})
afterAll(() => simulator.close())

function create(about: LogoutTokenOptions = {}): Promise<string> {
  return simulator.createLogoutToken({ email: 'few@example.test', sid: 'session', ...about })
}

async function verifies(token: string): Promise<boolean> {
  const keys = createLocalJWKSet(await (await fetch(`${simulator.issuer}/jwks`)).json())
  return jwtVerify(token, keys, { currentDate: new Date(0) }).then(
    () => true,
    () => false,
  )
}

describe('a logout token', () => {
  test('says whose session of which application ends, for two minutes', async () => {
    const token = await create()
    const { jti, ...claims } = decodeJwt(token)
    expect(claims).toEqual({
      iss: simulator.issuer,
      aud: 'starter',
      iat: seconds,
      exp: seconds + 120,
      events,
      sub,
      sid: 'session',
    })
    expect(jti).not.toBe(decodeJwt(await create()).jti)
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'logout+jwt' })
    expect(await verifies(token)).toBe(true)
  })

  test('is for another application, with a fixed jti, or by sub', async () => {
    const about = { clientId: 'starter-post', jti: 'once', sub: 'somebody', email: undefined }
    const claims = decodeJwt(await create(about))
    expect(claims).toMatchObject({ aud: 'starter-post', jti: 'once', sub: 'somebody' })
  })

  test('names the session alone, or the person alone', async () => {
    const session = decodeJwt(await create({ email: undefined }))
    expect(session).toMatchObject({ sid: 'session' })
    expect(session).not.toHaveProperty('sub')
    const person = decodeJwt(await create({ sid: undefined }))
    expect(person).toMatchObject({ sub })
    expect(person).not.toHaveProperty('sid')
  })

  test('is signed with the new key after a rotation', async () => {
    const before = decodeProtectedHeader(await create())
    await simulator.rotateSigningKeys()
    const token = await create()
    expect(decodeProtectedHeader(token).kid).not.toBe(before.kid)
    expect(await verifies(token)).toBe(true)
  })

  test('is made for nobody who does not exist', () => {
    expect(() => create({ email: 'x@example.test' })).toThrow('no practice person')
  })
})

describe('a spoilt logout token', () => {
  test.each<[LogoutTokenFault, object]>([
    ['wrong-audience', { aud: 'another-application' }],
    ['with-nonce', { nonce: 'a-logout-token-must-have-none' }],
    ['expired', { iat: seconds - 7200, exp: seconds - 7080 }],
    ['wrong-event', { events: { 'http://schemas.openid.net/event/something-else': {} } }],
  ])('is validly signed with %s', async (fault, wrong) => {
    const good = decodeJwt(await create({ jti: 'same' }))
    const token = await create({ jti: 'same', fault })
    expect(decodeJwt(token)).toEqual({ ...good, ...wrong })
    expect(await verifies(token)).toBe(true)
  })

  test('names another issuer', async () => {
    const token = await create({ fault: 'wrong-issuer' })
    expect(decodeJwt(token).iss).toBe(`${simulator.issuer}/other`)
    expect(await verifies(token)).toBe(true)
  })

  test.each<[LogoutTokenFault, string[]]>([
    ['no-event', ['events']],
    ['no-jti', ['jti']],
    ['no-iat', ['iat']],
    ['no-exp', ['exp']],
    ['no-subject', ['sub', 'sid']],
    ['sid-only', ['sub']],
    ['sub-only', ['sid']],
  ])('lacks with %s only %j', async (fault, names) => {
    const good = decodeJwt(await create({ jti: 'same' }))
    const token = await create({ jti: 'same', fault })
    for (const name of names) delete good[name]
    expect(decodeJwt(token)).toEqual(good)
    expect(await verifies(token)).toBe(true)
  })

  test('is signed with the other key of the key set', async () => {
    const token = await create({ fault: 'wrong-algorithm' })
    expect(decodeProtectedHeader(token).alg).toBe('ES256')
    expect(await verifies(token)).toBe(true)
  })

  test("is signed with the application's secret", async () => {
    const token = await create({ fault: 'shared-secret' })
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'logout+jwt' })
    const secret = new TextEncoder().encode(simulator.clients.secret)
    await jwtVerify(token, secret, { currentDate: new Date(now) })
  })

  test('has no type', async () => {
    const token = await create({ fault: 'no-type' })
    expect(decodeProtectedHeader(token)).not.toHaveProperty('typ')
    expect(await verifies(token)).toBe(true)
  })

  test('has a signature that does not hold', async () => {
    const token = await create({ fault: 'broken-signature' })
    expect(decodeProtectedHeader(token).alg).toBe('RS256')
    expect(await verifies(token)).toBe(false)
  })

  test('is not signed at all', async () => {
    const token = await create({ fault: 'unsigned' })
    expect(token.split('.')[2]).toBe('')
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'none', typ: 'logout+jwt' })
    expect(decodeJwt(token)).toMatchObject({ sub, events })
  })

  test.each(logoutTokenFaults)('differs from a good one with %s', async (fault) => {
    const parts = (token: string) => [decodeProtectedHeader(token), decodeJwt(token)]
    const [good, bad] = [await create({ jti: 'same' }), await create({ jti: 'same', fault })]
    if (fault === 'broken-signature') expect(parts(bad)).toEqual(parts(good))
    else expect(parts(bad)).not.toEqual(parts(good))
    expect(bad).not.toBe(good)
  })
})
