import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { institutionIdAt, institutionZero } from './institutions.ts'
import { findPersonByEmail } from './people.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, createTestApplication } from './test-application.ts'
import { createTokenRequests, hashOf } from './token-requests.ts'

const email = 'few@example.test'
const subject = findPersonByEmail(email)?.sub
const now = Date.UTC(2030, 0, 1)
let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:', now: () => now })
})
beforeEach(() => {
  simulator.faults.clear()
  simulator.tokenRequests.clear()
})
afterAll(() => simulator.close())

describe('the token requests', () => {
  test('say who asked for what, and what came of it', async () => {
    const application = createTestApplication(simulator)
    const institutionId = institutionIdAt(2)
    const { body } = await application.signIn(email, { institutionId })
    const token = body.refresh_token ?? ''
    await application.refresh(token)
    const client = { clientId: 'starter', clientAuth: 'client_secret_basic' }
    const common = { time: now, ...client, subject, institutionId, status: 200 }
    const code = { ...common, grantType: 'authorization_code', refreshTokenHash: undefined }
    const refresh = { ...common, grantType: 'refresh_token', refreshTokenHash: hashOf(token) }
    expect(simulator.tokenRequests.entries).toEqual([code, refresh])
    expect(JSON.stringify(simulator.tokenRequests.entries)).not.toContain(token)
  })

  test('name the application however it says who it is', async () => {
    const application = createTestApplication(simulator)
    const assertion = `e30.${Buffer.from('{"sub":"starter-key"}').toString('base64url')}.`
    await application.token({ client_id: 'starter-post' }, {})
    await application.token({ client_assertion: assertion }, {})
    await application.token({}, {})
    const clientIds = simulator.tokenRequests.entries.map(({ clientId }) => clientId)
    expect(clientIds).toEqual(['starter-post', 'starter-key', undefined])
  })

  test('hold refused ones', async () => {
    const application = createTestApplication(simulator)
    const { body } = await application.signIn(email)
    await application.refresh('unknown')
    simulator.faults.set({ tokenError: { value: { status: 503 }, times: 1 } })
    await application.refresh(body.refresh_token ?? '')
    const [, unknown, down] = simulator.tokenRequests.entries
    expect(unknown).toMatchObject({ status: 400, subject: undefined, institutionId: undefined })
    expect(down).toMatchObject({ status: 503, refreshTokenHash: hashOf(body.refresh_token ?? '') })
  })

  test('show a request that still waits, and then its status', async () => {
    const application = createTestApplication(simulator)
    simulator.faults.set({ tokenDelay: { value: 200, times: 1 } })
    const waiting = application.refresh('unknown')
    await expect.poll(() => simulator.tokenRequests.entries.length).toBe(1)
    expect(simulator.tokenRequests.entries[0]?.status).toBe(0)
    expect((await waiting).status).toBe(400)
    expect(simulator.tokenRequests.entries[0]?.status).toBe(400)
  })

  test('do not hold what is too large to be one', async () => {
    const application = createTestApplication(simulator)
    const answer = await application.refresh('x'.repeat(70_000)).catch(() => undefined)
    expect([413, undefined]).toContain(answer?.status)
    expect(simulator.tokenRequests.total).toBe(0)
  })
})

describe('the refresh tokens', () => {
  test('used in more than one request are told, with how many were granted', async () => {
    const application = createTestApplication(simulator)
    const { body } = await application.signIn(email)
    const first = body.refresh_token ?? ''
    const second = (await application.refresh(first)).body.refresh_token ?? ''
    await application.refresh(second)
    expect(simulator.tokenRequests.distinctRefreshTokens).toBe(2)
    expect(simulator.tokenRequests.reusedRefreshTokens()).toEqual([])
    simulator.faults.set({ tokenError: { value: { status: 503 }, times: 1 } })
    await application.refresh(second)
    await application.refresh(first)
    expect(simulator.tokenRequests.reusedRefreshTokens()).toEqual([
      { refreshTokenHash: hashOf(first), requests: 2, granted: 2 },
      { refreshTokenHash: hashOf(second), requests: 2, granted: 1 },
    ])
  })

  test('are counted past 200,000, while the entries stay few', () => {
    const tokenRequests = createTokenRequests(() => now)
    const most = 250_000
    for (let turn = 0; turn < most + 5; turn += 1) use(`token ${turn}`)
    use('token 0')
    expect(tokenRequests.total).toBe(most + 6)
    expect(tokenRequests.distinctRefreshTokens).toBe(most)
    expect(tokenRequests.uncounted).toBe(5)
    expect(tokenRequests.reusedRefreshTokens()).toMatchObject([{ requests: 2, granted: 2 }])
    expect(tokenRequests.entries.length).toBeGreaterThanOrEqual(10_000)
    expect(tokenRequests.entries.length).toBeLessThanOrEqual(20_000)
    expect(tokenRequests.entries.at(-1)?.refreshTokenHash).toBe(hashOf('token 0'))

    function use(refreshToken: string) {
      const client = {
        clientId: 'starter',
        clientAuth: undefined,
        assertion: undefined,
        dpop: undefined,
      }
      const form = { ...client, grantType: 'refresh_token', refreshToken }
      const outcome = { subject, institutionId: institutionZero, status: 200 }
      tokenRequests.end(tokenRequests.begin(form), outcome)
    }
  })
})

describe('over HTTP', () => {
  const address = () => `${simulator.origin}/simulator/token-requests`

  test('they are JSON', async () => {
    const application = createTestApplication(simulator)
    const { body } = await application.signIn(email)
    await application.refresh(body.refresh_token ?? '')
    await application.refresh(body.refresh_token ?? '')
    const answer = await fetch(address())
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    const report = await answer.json()
    expect(report).toMatchObject({ total: 3, distinctRefreshTokens: 1, uncounted: 0 })
    expect(report.reusedRefreshTokens).toMatchObject([{ requests: 2, granted: 2 }])
    expect(report.entries.length).toBe(3)
    expect(report.entries[2]).toMatchObject({ grantType: 'refresh_token', subject, status: 200 })
  })

  test('a reset forgets them', async () => {
    await createTestApplication(simulator).signIn(email)
    const headers = { 'content-type': 'application/json' }
    await fetch(`${simulator.origin}/simulator/reset`, { method: 'POST', headers })
    const nothing = { total: 0, distinctRefreshTokens: 0, uncounted: 0 }
    const report = await (await fetch(address())).json()
    expect(report).toEqual({ ...nothing, reusedRefreshTokens: [], entries: [] })
  })
})
