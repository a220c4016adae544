import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FaultSettings } from './faults.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, basicAuthorization, claimsIn, createTestApplication } from './test-application.ts'

const email = 'few@example.test'
let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
})
afterEach(() => simulator.faults.clear())
afterAll(() => simulator.close())

async function signedIn() {
  const application = createTestApplication(simulator)
  const { body } = await application.signIn(email)
  return { application, body, token: body.refresh_token ?? '' }
}

async function setOverHttp(set: FaultSettings): Promise<number> {
  const answer = await fetch(`${simulator.origin}/simulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ set }),
  })
  return answer.status
}

describe('a switch for one grant type', () => {
  test('refuses refreshes while sign-ins work', async () => {
    const { application, token } = await signedIn()
    const value = { status: 503, grant: 'refresh_token' } as const
    expect(await setOverHttp({ tokenError: { value, times: 1 } })).toBe(200)
    expect((await createTestApplication(simulator).signIn(email)).status).toBe(200)
    expect((await application.refresh(token)).status).toBe(503)
    expect((await application.refresh(token)).status).toBe(200)
  })

  test('refuses codes, which stay good, while refreshes work', async () => {
    const { application, token } = await signedIn()
    const value = { status: 400, error: 'invalid_grant', grant: 'authorization_code' } as const
    simulator.faults.set({ tokenError: { value, times: 1 } })
    expect((await application.refresh(token)).status).toBe(200)
    const visit = await application.authorize(email)
    expect((await application.exchange(visit)).body.error).toBe('invalid_grant')
    expect((await application.exchange(visit)).status).toBe(200)
  })

  test('delays refreshes alone', async () => {
    const { application, token } = await signedIn()
    const value = { milliseconds: 300, grant: 'refresh_token' } as const
    expect(await setOverHttp({ tokenDelay: { value, times: 1 } })).toBe(200)
    const visit = await application.authorize(email)
    const times = [performance.now()]
    await application.exchange(visit)
    times.push(performance.now())
    await application.refresh(token)
    times.push(performance.now())
    const [first = 0, second = 0, third = 0] = times
    expect(second - first).toBeLessThan(250)
    expect(third - second).toBeGreaterThan(290)
  })

  test('is refused with a grant type that is none', async () => {
    const value = { milliseconds: 1, grant: 'password' }
    expect(await setOverHttp({ tokenDelay: { value } } as unknown as FaultSettings)).toBe(400)
  })
})

describe('the lifetime of access tokens', () => {
  test('is what the switch says, for codes and refreshes, and ten minutes again', async () => {
    expect(await setOverHttp({ accessTokenSeconds: { value: 5 } })).toBe(200)
    const { application, body, token } = await signedIn()
    const answers = [body, (await application.refresh(token)).body]
    simulator.faults.clear('accessTokenSeconds')
    answers.push((await application.refresh(token)).body)
    const lifetimes = answers.map((answer) => {
      const { exp, iat } = claimsIn(answer.access_token)
      return [answer.expires_in, Number(exp) - Number(iat)]
    })
    expect(lifetimes).toEqual([
      [5, 5],
      [5, 5],
      [600, 600],
    ])
  })

  test('ends when it says', async () => {
    simulator.faults.set({ accessTokenSeconds: { value: 1, times: 1 } })
    const { body } = await signedIn()
    const headers = { authorization: `Bearer ${body.access_token}` }
    const userinfo = async () => (await fetch(`${simulator.issuer}/me`, { headers })).status
    expect(await userinfo()).toBe(200)
    await expect.poll(userinfo, { timeout: 3000, interval: 100 }).toBe(401)
  })
})

describe('a refresh token', () => {
  test('is missing from the answer to a code', async () => {
    simulator.faults.set({ noRefreshToken: { value: true, times: 1 } })
    const { application, body } = await signedIn()
    expect(body).not.toHaveProperty('refresh_token')
    expect(body.access_token).toBeDefined()
    expect((await application.signIn(email)).body.refresh_token).toBeDefined()
  })

  test('is missing from the answer to a refresh, and the one in use stays good', async () => {
    const value = true as const
    expect(await setOverHttp({ refreshWithoutRefreshToken: { value, times: 1 } })).toBe(200)
    const { application, token } = await signedIn()
    const { body, status } = await application.refresh(token)
    expect([status, body.refresh_token]).toEqual([200, undefined])
    expect((await application.refresh(token)).body.refresh_token).toBeDefined()
  })
})

describe('the ID token of a refresh', () => {
  test.each([
    ['refreshSubject', 'sub', 'somebody-else'],
    ['refreshIssuer', 'iss', 'https://attacker.example.test'],
  ] as const)('has with %s another %s', async (name, claim, value) => {
    expect(await setOverHttp({ [name]: { value, times: 1 } })).toBe(200)
    const { application, body, token } = await signedIn()
    const good = claimsIn(body.id_token)[claim]
    expect(good).not.toBe(value)
    const refreshed = await application.refresh(token)
    expect(claimsIn(refreshed.body.id_token)[claim]).toBe(value)
    const again = await application.refresh(token)
    expect(claimsIn(again.body.id_token)[claim]).toBe(good)
  })
})

describe('an application that is refused', () => {
  test('hears so as after a wrong secret, for the next requests only', async () => {
    const { application, token } = await signedIn()
    const headers = basicAuthorization('starter', 'wrong')
    const form = { grant_type: 'refresh_token', refresh_token: token }
    const wrong = await application.token(form, headers)
    expect(await setOverHttp({ clientError: { value: true, times: 2 } })).toBe(200)
    for (const refused of [await application.refresh(token), await application.refresh(token)]) {
      expect(refused.status).toBe(401)
      const { request_id: _one, ...body } = refused.body
      const { request_id: _two, ...expected } = wrong.body
      expect(body).toEqual(expected)
      const challenge = refused.headers.get('www-authenticate')
      expect(challenge).toBe(wrong.headers.get('www-authenticate'))
    }
    expect((await application.refresh(token)).status).toBe(200)
  })

  test('hears no challenge when it sent no header', async () => {
    simulator.faults.set({ clientError: { value: true, times: 1 } })
    const { headers, status } = await createTestApplication(simulator).token({}, {})
    expect(status).toBe(401)
    expect(headers.has('www-authenticate')).toBe(false)
  })
})
