import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { institutionIdAt } from './institutions.ts'
import { startSimulator } from './start-simulator.ts'
import { appUrl, createTestApplication } from './test-application.ts'
import { createTestBrowser } from './test-browser.ts'

const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a restart', () => {
  test('keeps sessions, refresh tokens, codes and keys', async () => {
    const dataFile = join(folder, 'deep', 'simulator.db')
    const first = await startSimulator({ port: 0, appUrl, dataFile })
    const browser = createTestBrowser(first.origin)
    const before = createTestApplication(first, { browser })
    const { body } = await before.signIn('few@example.test')
    const pending = await before.authorize('few@example.test')
    await first.close()

    const port = Number(new URL(first.origin).port)
    const second = await startSimulator({ port, appUrl, dataFile })
    const keys = createLocalJWKSet(await (await fetch(`${second.issuer}/jwks`)).json())
    await jwtVerify(body.id_token ?? '', keys)
    expect((await before.exchange(pending)).status).toBe(200)
    expect((await before.refresh(body.refresh_token ?? '')).status).toBe(200)
    const institutionId = institutionIdAt(1)
    const silent = await browser.open(before.authorizationUrl({ institutionId }))
    expect(silent.url.searchParams.get('code')).not.toBeNull()
    await second.close()
  })

  test('removes what has expired', async () => {
    const dataFile = join(folder, 'expired.db')
    let now = Date.now()
    const first = await startSimulator({ port: 0, appUrl, dataFile, now: () => now })
    const { body } = await createTestApplication(first).signIn('few@example.test')
    await first.close()
    now += 91 * 24 * 60 * 60 * 1000
    const second = await startSimulator({ port: 0, appUrl, dataFile, now: () => now })
    const { refresh } = createTestApplication(second)
    expect((await refresh(body.refresh_token ?? '')).body.error).toBe('invalid_grant')
    await second.close()
  })
})

describe('a simulator', () => {
  test('runs beside another one, with cookies of its own', async () => {
    const options = { port: 0, appUrl, dataFile: ':memory:' }
    const [one, two] = await Promise.all([startSimulator(options), startSimulator(options)])
    expect(one.issuer).not.toBe(two.issuer)
    const cookieOf = async (simulator: typeof one) => {
      const url = createTestApplication(simulator).authorizationUrl()
      const response = await fetch(url, { redirect: 'manual' })
      return response.headers.getSetCookie().map((line) => line.split('=')[0])
    }
    const port = new URL(one.origin).port
    expect(await cookieOf(one)).toContain(`jhid_sim_${port}_interaction`)
    expect(await cookieOf(two)).not.toContain(`jhid_sim_${port}_interaction`)
    await Promise.all([one.close(), two.close()])
  })

  test('refuses a port that is in use', async () => {
    const one = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
    const port = Number(new URL(one.origin).port)
    const second = startSimulator({ port, appUrl, dataFile: ':memory:' })
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await one.close()
  })

  test('notes every request without its query', async () => {
    const simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
    const application = createTestApplication(simulator)
    const visit = await application.authorize('few@example.test')
    simulator.requests.length = 0
    await application.exchange(visit)
    const path = new URL(`${simulator.issuer}/token`).pathname
    expect(simulator.requests).toEqual([{ method: 'POST', path, status: 200 }])
    await fetch(`${simulator.origin}/nothing?code=secret`)
    expect(simulator.requests.at(-1)).toEqual({ method: 'GET', path: '/nothing', status: 404 })
    await simulator.close()
  })

  test('signs with ES256 when asked to', async () => {
    const options = { port: 0, appUrl, dataFile: ':memory:', signingAlg: 'ES256' as const }
    const simulator = await startSimulator(options)
    const { body } = await createTestApplication(simulator).signIn('few@example.test')
    expect(decodeProtectedHeader(body.id_token ?? '').alg).toBe('ES256')
    expect(decodeProtectedHeader(body.access_token ?? '').alg).toBe('ES256')
    const headers = { authorization: `Bearer ${body.access_token}` }
    expect((await fetch(`${simulator.issuer}/me`, { headers })).status).toBe(200)
    await simulator.close()
  })

  test('signs with a new key after a rotation, and old tokens still verify', async () => {
    const simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
    const application = createTestApplication(simulator)
    const old = (await application.signIn('few@example.test')).body
    await simulator.rotateSigningKeys()
    const fresh = (await application.signIn('few@example.test')).body
    const kid = (token: string | undefined) => decodeProtectedHeader(token ?? '').kid
    expect(kid(fresh.id_token)).not.toBe(kid(old.id_token))
    expect(kid(fresh.access_token)).not.toBe(kid(old.access_token))
    const headers = { authorization: `Bearer ${old.access_token}` }
    expect((await fetch(`${simulator.issuer}/me`, { headers })).status).toBe(200)
    expect((await application.refresh(old.refresh_token ?? '')).status).toBe(200)
    await simulator.close()
  })

  test('closes at once while a request is waiting', async () => {
    const simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
    simulator.faults.set({ tokenDelay: { value: 60_000 } })
    const waiting = createTestApplication(simulator)
      .token({})
      .catch(() => 'cut')
    await expect.poll(() => simulator.requests.length).toBe(1)
    const before = performance.now()
    await simulator.close()
    expect(performance.now() - before).toBeLessThan(1000)
    expect(await waiting).toBe('cut')
  })
})
