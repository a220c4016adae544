import { setTimeout } from 'node:timers/promises'
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { institutionIdAt } from './institutions.ts'
import { findPersonByEmail } from './people.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { claimsIn, createTestApplication, type TestApplication } from './test-application.ts'
import { type LogoutReceiver, startLogoutReceiver } from './test-logout-receiver.ts'

const sub = findPersonByEmail('few@example.test')?.sub
let receiver: LogoutReceiver
let simulator: Simulator

beforeAll(async () => {
  receiver = await startLogoutReceiver()
  const { appUrl } = receiver
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
})
beforeEach(() => {
  receiver.received.length = 0
  receiver.answer = 200
})
afterEach(() => simulator.faults.clear())
afterAll(async () => {
  await simulator.close()
  await receiver.close()
})

function newApplication(clientId = simulator.clients.basic): TestApplication {
  return createTestApplication(simulator, { clientId, url: receiver.appUrl })
}

async function signOut({ browser }: TestApplication, answer: Record<string, string>) {
  const address = `${receiver.appUrl}/signed-out`
  const query = new URLSearchParams({ client_id: 'starter', post_logout_redirect_uri: address })
  const page = await browser.open(`${simulator.issuer}/session/end?${query}`)
  return browser.submit(page, answer)
}

async function metadata(of = simulator) {
  return (await fetch(`${of.origin}/.well-known/openid-configuration`)).json()
}

describe('back-channel logout', () => {
  test('is announced', async () => {
    expect(await metadata()).toMatchObject({
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    })
  })

  test('names the same session in every ID token of it, and another in the next', async () => {
    const application = newApplication()
    const zero = (await application.signIn('few@example.test')).body
    const { sid } = claimsIn(zero.id_token)
    expect(sid).toEqual(expect.any(String))
    const parameters = { institutionId: institutionIdAt(1) }
    const one = (await application.signIn('few@example.test', parameters)).body
    expect(claimsIn(one.id_token).sid).toBe(sid)
    const refreshed = await application.refresh(zero.refresh_token ?? '')
    expect(claimsIn(refreshed.body.id_token).sid).toBe(sid)
    await signOut(application, { logout: 'yes' })
    const again = (await application.signIn('few@example.test')).body
    expect(claimsIn(again.id_token).sid).not.toBe(sid)
  })
})

describe('signing out', () => {
  test('on yes tells the application before the person is back', async () => {
    const application = newApplication()
    const { body } = await application.signIn('few@example.test')
    const { url } = await signOut(application, { logout: 'yes' })
    expect(url.href).toBe(`${receiver.appUrl}/signed-out`)
    const [request, ...others] = receiver.received
    expect(others).toEqual([])
    expect(request?.path).toBe('/api/oidc/backchannel-logout')
    expect(request?.type).toMatch(/^application\/x-www-form-urlencoded\b/)
    const token = request?.logoutToken ?? ''
    const keys = createLocalJWKSet(await (await fetch(`${simulator.issuer}/jwks`)).json())
    const expected = { issuer: simulator.issuer, audience: 'starter', typ: 'logout+jwt' }
    const { payload } = await jwtVerify(token, keys, expected)
    expect(payload).toMatchObject({ sub, sid: claimsIn(body.id_token).sid })
  })

  test('tells every application the person is signed in to', async () => {
    const application = newApplication()
    await application.signIn('few@example.test')
    const bound = simulator.clients.forInstitution(institutionIdAt(2))
    const other = createTestApplication(simulator, {
      clientId: bound,
      browser: application.browser,
      url: receiver.appUrl,
    })
    await other.signIn('few@example.test')
    await signOut(application, { logout: 'yes' })
    const told = receiver.received.map(({ logoutToken }) => decodeJwt(logoutToken).aud)
    expect(told.sort()).toEqual(['starter', bound].sort())
  })

  test('on no tells nobody, and the session stays the same', async () => {
    const application = newApplication()
    const before = (await application.signIn('few@example.test')).body
    const { url } = await signOut(application, {})
    expect(url.href).toBe(`${receiver.appUrl}/signed-out`)
    const after = (await application.signIn('few@example.test')).body
    expect(claimsIn(after.id_token).sid).toBe(claimsIn(before.id_token).sid)
    expect(receiver.received).toEqual([])
  })

  test.each([500, 302, 'never'] as const)('goes on when the answer is %s', async (answer) => {
    const application = newApplication()
    await application.signIn('few@example.test')
    receiver.answer = answer
    const before = performance.now()
    const { url } = await signOut(application, { logout: 'yes' })
    expect(url.href).toBe(`${receiver.appUrl}/signed-out`)
    expect(performance.now() - before).toBeLessThan(5000)
    expect(receiver.received.length).toBe(1)
    const next = await application.browser.open(application.authorizationUrl())
    expect(next.markup).toContain('<h1>Sign in</h1>')
  })
})

describe('the switch', () => {
  test('spoils the next logout token only', async () => {
    simulator.faults.set({ logoutToken: { value: 'no-type', times: 1 } })
    for (let turn = 0; turn < 2; turn += 1) {
      const application = newApplication()
      await application.signIn('few@example.test')
      await signOut(application, { logout: 'yes' })
    }
    const types = receiver.received.map(({ logoutToken }) => decodeProtectedHeader(logoutToken).typ)
    expect(types).toEqual([undefined, 'logout+jwt'])
  })

  test('makes a provider without back-channel logout', async () => {
    simulator.faults.set({ noBackchannelLogout: { value: true } })
    const names = Object.keys(await metadata())
    expect(names.filter((name) => name.startsWith('backchannel_logout'))).toEqual([])
    const application = newApplication()
    const { body } = await application.signIn('few@example.test')
    expect(claimsIn(body.id_token)).not.toHaveProperty('sid')
    await signOut(application, { logout: 'yes' })
    expect(receiver.received).toEqual([])
  })

  test('is an option at the start as well', async () => {
    const { appUrl } = receiver
    const options = { port: 0, appUrl, dataFile: ':memory:', backchannelLogout: false }
    const without = await startSimulator(options)
    expect(await metadata(without)).not.toHaveProperty('backchannel_logout_supported')
    await without.close()
  })
})

test('a simulator that closes while an application keeps it waiting ends in peace', async () => {
  const { appUrl } = receiver
  const other = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
  const application = createTestApplication(other, { url: appUrl })
  await application.signIn('few@example.test')
  receiver.answer = 'never'
  const page = await application.browser.open(`${other.issuer}/session/end`)
  const waiting = application.browser.submit(page, { logout: 'yes' }).catch(() => 'cut')
  await expect.poll(() => receiver.received.length).toBe(1)
  const complaints = vi.spyOn(console, 'error')
  await other.close()
  expect(await waiting).toBe('cut')
  await setTimeout(50)
  expect(complaints).not.toHaveBeenCalled()
})
