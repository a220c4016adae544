import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { institutionIdAt } from './institutions.ts'
import { bannoOfflineAccess } from './scopes.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import {
  appUrl,
  basicAuthorization,
  claimsIn,
  createTestApplication,
  type TestApplication,
} from './test-application.ts'

const day = 24 * 60 * 60 * 1000
let simulator: Simulator
let daysAhead = 0

beforeAll(async () => {
  const now = () => Date.now() + daysAhead * day
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:', now })
})
afterAll(() => simulator.close())

function revoke(token: string | undefined) {
  return fetch(`${simulator.issuer}/token/revocation`, {
    method: 'POST',
    body: new URLSearchParams({ token: token ?? '' }),
    headers: basicAuthorization('starter', simulator.clients.secret),
  })
}

describe('a refresh token', () => {
  test.each(['offline_access', bannoOfflineAccess])('comes with the scope %s', async (scope) => {
    const application = createTestApplication(simulator)
    const { body } = await application.signIn('few@example.test', { scope: `openid ${scope}` })
    expect(body.refresh_token).toBeDefined()
    expect(body.scope).toBe(`openid ${scope}`)
  })

  test('does not come without one', async () => {
    const application = createTestApplication(simulator)
    const { body } = await application.signIn('few@example.test', { scope: 'openid profile' })
    expect(body.refresh_token).toBeUndefined()
  })

  test('is replaced on each use, and the old one stays valid', async () => {
    const application = createTestApplication(simulator)
    const { body } = await application.signIn('few@example.test')
    const first = body.refresh_token ?? ''
    const answers = [
      await application.refresh(first),
      await application.refresh(first),
      await application.refresh(first),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const tokens = answers.map((answer) => answer.body.refresh_token)
    expect(new Set([first, ...tokens]).size).toBe(4)
    for (const token of tokens) expect((await application.refresh(token ?? '')).status).toBe(200)
  })

  test('keeps its institution and its scopes', async () => {
    const application = createTestApplication(simulator)
    const institutionId = institutionIdAt(4)
    const accounts = 'https://jackhenry.com/account-services/accounts.read'
    const scope = `openid ${accounts} offline_access`
    const { body } = await application.signIn('few@example.test', { institutionId, scope })
    await application.signIn('few@example.test', { institutionId: institutionIdAt(3) })
    const refreshed = await application.refresh(body.refresh_token ?? '')
    expect(claimsIn(refreshed.body.access_token)).toMatchObject({ institutionId, scope })
    expect(claimsIn(refreshed.body.id_token).institutionId).toBe(institutionId)
  })

  test('is refused when the person has lost access, and works again with it', async () => {
    const application = createTestApplication(simulator)
    const institutionId = institutionIdAt(1)
    const { body } = await application.signIn('few@example.test', { institutionId })
    simulator.entitlements.revoke('few@example.test', institutionId)
    const refused = await application.refresh(body.refresh_token ?? '')
    expect(refused.status).toBe(400)
    expect(refused.body.error).toBe('invalid_grant')
    simulator.entitlements.restore('few@example.test', institutionId)
    expect((await application.refresh(body.refresh_token ?? '')).status).toBe(200)
  })

  test('of one institution may be revoked without touching another', async () => {
    const application = createTestApplication(simulator)
    const zero = await application.signIn('few@example.test')
    const one = await application.signIn('few@example.test', { institutionId: institutionIdAt(0) })
    const revoked = await revoke(one.body.refresh_token)
    expect(revoked.status).toBe(200)
    expect(await revoked.text()).toBe('')
    expect((await application.refresh(one.body.refresh_token ?? '')).body.error).toBe(
      'invalid_grant',
    )
    expect((await application.refresh(zero.body.refresh_token ?? '')).status).toBe(200)
  })
})

describe('in the course of time', () => {
  async function refreshAfter(application: TestApplication, token: string, days: number) {
    daysAhead += days
    return application.refresh(token)
  }

  test('a refresh token lives 90 days', async () => {
    const application = createTestApplication(simulator)
    const { body } = await application.signIn('few@example.test')
    const token = body.refresh_token ?? ''
    expect((await refreshAfter(application, token, 89.9)).status).toBe(200)
    expect((await refreshAfter(application, token, 0.2)).body.error).toBe('invalid_grant')
  })

  test('a chain ends a year after its first token, however often it is used', async () => {
    const application = createTestApplication(simulator)
    const { body } = await application.signIn('few@example.test')
    let token = body.refresh_token ?? ''
    for (const days of [80, 80, 80, 80, 44]) {
      const answer = await refreshAfter(application, token, days)
      expect(answer.status).toBe(200)
      token = answer.body.refresh_token ?? ''
    }
    expect((await refreshAfter(application, token, 1.1)).body.error).toBe('invalid_grant')
  })

  test('the tokens carry the time of the injected clock', async () => {
    const { body } = await createTestApplication(simulator).signIn('few@example.test')
    const seconds = (Date.now() + daysAhead * day) / 1000
    expect(Number(claimsIn(body.access_token).exp)).toBeCloseTo(seconds + 600, -1)
    expect(Number(claimsIn(body.id_token).exp)).toBeCloseTo(seconds + 3600, -1)
    const headers = { authorization: `Bearer ${body.access_token}` }
    expect((await fetch(`${simulator.issuer}/me`, { headers })).status).toBe(200)
  })

  test('the provider session ends after twelve hours without a visit', async () => {
    const application = createTestApplication(simulator)
    await application.signIn('few@example.test')
    daysAhead += 0.4
    const early = await application.browser.open(application.authorizationUrl())
    expect(early.url.searchParams.get('code')).not.toBeNull()
    daysAhead += 0.6
    const late = await application.browser.open(application.authorizationUrl())
    expect(late.markup).toContain('<h1>Sign in</h1>')
  })
})
