import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { institutionIdAt } from './institutions.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import {
  appUrl,
  basicAuthorization,
  claimsIn,
  createTestApplication,
  type TestApplication,
} from './test-application.ts'

type Parameters = Record<string, string | undefined>

const options = { port: 0, appUrl, dataFile: ':memory:' }
let simulator: Simulator

beforeAll(async () => {
  const pushedAuthorizationRequests = 'offered'
  simulator = await startSimulator({ ...options, pushedAuthorizationRequests })
})
afterAll(() => simulator.close())

function push(application: TestApplication, parameters: Parameters = {}, at = simulator) {
  const { searchParams } = new URL(application.authorizationUrl(parameters))
  const clientId = searchParams.get('client_id') ?? ''
  return fetch(`${at.issuer}/request`, {
    method: 'POST',
    body: searchParams,
    headers: basicAuthorization(clientId, at.clients.secret),
  })
}

async function addressOf(application: TestApplication, parameters: Parameters = {}) {
  const clientId = new URL(application.authorizationUrl()).searchParams.get('client_id') ?? ''
  const response = await push(application, parameters)
  expect(response.status).toBe(201)
  const { request_uri } = await response.json()
  return `${simulator.issuer}/auth?${new URLSearchParams({ client_id: clientId, request_uri })}`
}

async function metadataOf({ issuer }: Simulator) {
  return (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
}

describe('a pushed authorization request', () => {
  test('works once, for its institution and with a refresh token', async () => {
    const application = createTestApplication(simulator)
    const address = await addressOf(application, { institutionId: institutionIdAt(3) })
    const page = await application.browser.open(address)
    const visit = await application.browser.submit(page, { email: 'few@example.test' })
    const { body } = await application.exchange(visit)
    expect(claimsIn(body.access_token).institutionId).toBe(institutionIdAt(3))
    expect(body.scope?.split(' ')).toEqual(['openid', 'profile', 'offline_access'])
    expect(body.refresh_token).toBeDefined()
    expect((await application.browser.open(address)).markup).toContain('invalid_request_uri')
  })

  test('brings the login hint', async () => {
    const application = createTestApplication(simulator)
    const address = await addressOf(application, { login_hint: 'few@example.test' })
    const page = await application.browser.open(address)
    expect(page.markup).toContain('value="few@example.test"')
  })

  test('is answered without a page on the second pass', async () => {
    const application = createTestApplication(simulator)
    await application.signIn('few@example.test')
    const institutionId = institutionIdAt(1)
    const visit = await application.browser.open(await addressOf(application, { institutionId }))
    const { body } = await application.exchange(visit)
    expect(claimsIn(body.access_token).institutionId).toBe(institutionId)
  })

  test('keeps the institution of an application that belongs to one', async () => {
    const institutionId = institutionIdAt(1)
    const clientId = simulator.clients.forInstitution(institutionId)
    const application = createTestApplication(simulator, { clientId })
    const page = await application.browser.open(await addressOf(application))
    const visit = await application.browser.submit(page, { email: 'few@example.test' })
    const { body } = await application.exchange(visit)
    expect(claimsIn(body.access_token)).toMatchObject({ institutionId, client_id: clientId })
    const other = await push(application, { institutionId: institutionIdAt(2) })
    expect(other.status).toBe(400)
    expect(await other.json()).toMatchObject({ error: 'invalid_request' })
  })

  test('is refused after sign-in for an institution of somebody else', async () => {
    const application = createTestApplication(simulator)
    await application.signIn('few@example.test')
    const address = await addressOf(application, { institutionId: institutionIdAt(7) })
    const { url } = await application.browser.open(address)
    expect(url.searchParams.get('error')).toBe('access_denied')
  })

  test('needs client authentication', async () => {
    const application = createTestApplication(simulator)
    const { searchParams } = new URL(application.authorizationUrl())
    const headers = basicAuthorization('starter', 'wrong')
    const address = `${simulator.issuer}/request`
    const response = await fetch(address, { method: 'POST', body: searchParams, headers })
    expect(response.status).toBe(401)
  })
})

describe('the provider', () => {
  test('does not offer it unless told so', async () => {
    const other = await startSimulator(options)
    const metadata = await metadataOf(other)
    expect(metadata).not.toHaveProperty('pushed_authorization_request_endpoint')
    expect(metadata).not.toHaveProperty('require_pushed_authorization_requests')
    expect((await push(createTestApplication(other), {}, other)).status).toBe(404)
    await other.close()
  })

  test('may offer it beside plain requests', async () => {
    const metadata = await metadataOf(simulator)
    const endpoint = `${simulator.issuer}/request`
    expect(metadata.pushed_authorization_request_endpoint).toBe(endpoint)
    expect(metadata).not.toHaveProperty('require_pushed_authorization_requests')
    const { status } = await createTestApplication(simulator).signIn('few@example.test')
    expect(status).toBe(200)
  })

  test('may require it', async () => {
    const other = await startSimulator({ ...options, pushedAuthorizationRequests: 'required' })
    expect((await metadataOf(other)).require_pushed_authorization_requests).toBe(true)
    for (const clientId of ['starter', `starter-${institutionIdAt(0)}`]) {
      const application = createTestApplication(other, { clientId })
      const { url } = await application.authorize('few@example.test')
      expect(url.searchParams.get('error_description')).toContain('Pushed Authorization Request')
      expect((await push(application, {}, other)).status).toBe(201)
    }
    await other.close()
  })
})
