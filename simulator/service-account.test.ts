import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { institutionIdAt, institutionZero } from './institutions.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, basicAuthorization, claimsIn, createTestApplication } from './test-application.ts'
import { createTestClientKey, type TestClientKey } from './test-client-key.ts'

let simulator: Simulator
let key: TestClientKey

beforeAll(async () => {
  key = await createTestClientKey()
  const clientJwks = { keys: [key.publicJwk] }
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:', clientJwks })
})
beforeEach(() => simulator.faults.clear())
afterAll(() => simulator.close())

const grant = { grant_type: 'client_credentials' }

async function askForToken(clientId: string, more: Record<string, string> = { scope: 'openid' }) {
  const shown = await key.parameters(clientId, { aud: `${simulator.issuer}/token` })
  return createTestApplication(simulator).token({ ...grant, ...shown, ...more }, {})
}

describe('a service account', () => {
  test('gets an access token of its institution for ten minutes, and no more', async () => {
    const institutionId = institutionIdAt(3)
    const accounts = [
      [simulator.clients.service, institutionZero],
      [simulator.clients.serviceForInstitution(institutionId), institutionId],
    ] as const
    for (const [clientId, institution] of accounts) {
      const { status, body } = await askForToken(clientId)
      expect(status).toBe(200)
      const members = ['access_token', 'expires_in', 'scope', 'token_type']
      expect(Object.keys(body).sort()).toEqual(members)
      expect(body).toMatchObject({ expires_in: 600, scope: 'openid', token_type: 'Bearer' })
      const claims = claimsIn(body.access_token)
      const own = { sub: clientId, client_id: clientId, institutionId: institution }
      expect(claims).toMatchObject({ ...own, scope: 'openid', iss: simulator.issuer })
      expect(Number(claims.exp) - Number(claims.iat)).toBe(600)
      const noted = { clientId, subject: clientId, institutionId: institution, status: 200 }
      expect(simulator.tokenRequests.entries.at(-1)).toMatchObject(noted)
    }
  })

  test('may ask for the scopes of the others, and for no unknown ones', async () => {
    const scope = 'https://jackhenry.com/account-services/accounts.read'
    const { body } = await askForToken(simulator.clients.service, { scope: `${scope} unheard.of` })
    expect(body.scope).toBe(scope)
  })

  test('is refused with a secret', async () => {
    const headers = basicAuthorization(simulator.clients.service, simulator.clients.secret)
    const { status, body } = await createTestApplication(simulator).token(grant, headers)
    expect(status).toBe(401)
    expect(body.error).toBe('invalid_client')
  })

  test.each(['refresh_token', 'authorization_code'])('has no grant %s', async (grant_type) => {
    const more = { grant_type, refresh_token: 'x', code: 'x' }
    const { status, body } = await askForToken(simulator.clients.service, more)
    expect(status).toBe(400)
    expect(body.error).toBe('unauthorized_client')
  })

  test('signs nobody in', async () => {
    const clientId = simulator.clients.service
    const { url, markup } = await createTestApplication(simulator, { clientId }).authorize('')
    expect(url.href + markup).toMatch(/invalid_redirect_uri|unauthorized_client/)
  })

  test('opens neither UserInfo nor the institution list', async () => {
    const { body } = await askForToken(simulator.clients.service)
    const headers = { authorization: `Bearer ${body.access_token}` }
    const list = simulator.institutionsUrl.replace('{userId}', simulator.clients.service)
    for (const address of [`${simulator.issuer}/me`, list]) {
      expect((await fetch(address, { headers })).status).toBe(401)
    }
  })

  test('is met by the switches of the token endpoint', async () => {
    const unavailable = { status: 503, grant: 'client_credentials' as const }
    simulator.faults.set({ tokenError: { value: unavailable, times: 1 } })
    const application = createTestApplication(simulator)
    expect((await application.signIn('few@example.test')).status).toBe(200)
    expect((await askForToken(simulator.clients.service)).status).toBe(503)
    const wrong = institutionIdAt(4)
    simulator.faults.set({ accessTokenSeconds: { value: 5 }, tokenInstitution: { value: wrong } })
    const { body } = await askForToken(simulator.clients.service)
    expect(body.expires_in).toBe(5)
    expect(claimsIn(body.access_token).institutionId).toBe(wrong)
  })
})

describe('a standard application', () => {
  test.each(['starter', 'starter-key'])('gets no client credentials: %s', async (clientId) => {
    const application = createTestApplication(simulator)
    const { status, body } =
      clientId === 'starter-key' ? await askForToken(clientId) : await application.token(grant)
    expect(status).toBe(400)
    expect(body.error).toBe('unauthorized_client')
  })
})
