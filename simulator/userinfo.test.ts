import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { institutionIdAt } from './institutions.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, createTestApplication } from './test-application.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
})
afterAll(() => simulator.close())

function userinfo(authorization: string, method = 'GET') {
  return fetch(`${simulator.issuer}/me`, { method, headers: { authorization } })
}

async function accessToken(scope: string, institutionId?: string): Promise<string> {
  const application = createTestApplication(simulator)
  const { body } = await application.signIn('few@example.test', { scope, institutionId })
  return body.access_token ?? ''
}

describe('UserInfo', () => {
  test('answers what the scopes bring, for the access token of the flow', async () => {
    const institutionId = institutionIdAt(0)
    const token = await accessToken('openid profile email phone address', institutionId)
    const response = await userinfo(`Bearer ${token}`)
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(await response.json()).toMatchObject({
      institutionId,
      name: 'Priya Raghunathan',
      email: 'few@example.test',
      phone_number: expect.stringContaining('+1 555 010'),
      address: { country: 'US' },
    })
  })

  test.each(['bearer', 'BEARER'])('takes the scheme as %s, by GET and by POST', async (scheme) => {
    const token = await accessToken('openid')
    const answers = await Promise.all([
      userinfo(`${scheme} ${token}`),
      userinfo(`${scheme} ${token}`, 'POST'),
    ])
    for (const answer of answers) {
      expect(Object.keys(await answer.json()).sort()).toEqual(['institutionId', 'sub'])
    }
  })

  test('refuses a token without openid', async () => {
    const scope = 'https://jackhenry.com/account-services/accounts.read'
    const application = createTestApplication(simulator)
    const { body } = await application.signIn('few@example.test', { scope, nonce: undefined })
    expect((await userinfo(`Bearer ${body.access_token}`)).status).toBe(403)
  })

  test('refuses anything that is not one of its access tokens', async () => {
    const application = createTestApplication(simulator)
    const { body } = await application.signIn('few@example.test')
    const token = body.access_token ?? ''
    for (const wrong of ['', 'x', body.id_token, `${token.slice(0, -8)}AAAAAAAA`]) {
      const response = await userinfo(`Bearer ${wrong}`)
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    }
  })
})
