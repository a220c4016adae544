import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createClientRequests } from './client-requests.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, basicAuthorization, createTestApplication } from './test-application.ts'
import { createTestClientKey, type TestClientKey } from './test-client-key.ts'
import { createTestProver } from './test-dpop.ts'

let simulator: Simulator
let key: TestClientKey

beforeAll(async () => {
  key = await createTestClientKey()
  simulator = await startSimulator({
    port: 0,
    appUrl,
    dataFile: ':memory:',
    clientJwks: { keys: [key.jwk] },
    pushedAuthorizationRequests: 'offered',
  })
})
beforeEach(() => {
  simulator.tokenRequests.clear()
  simulator.clientRequests.clear()
})
afterAll(() => simulator.close())

function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(form)
  return fetch(`${simulator.issuer}${path}`, { method: 'POST', body, headers })
}

describe('a token request', () => {
  test('says which application came, how, and with what assertion', async () => {
    const { clients, issuer, tokenRequests } = simulator
    const grant = { grant_type: 'client_credentials', scope: 'openid' }
    const shown = await key.parameters(clients.service, { aud: issuer, jti: 'the-jti' })
    await post('/token', { ...grant, ...shown })
    await post('/token', { ...grant, client_id: clients.post, client_secret: clients.secret })
    await post('/token', grant, basicAuthorization(clients.basic, clients.secret))
    await post('/token', grant)
    const [byKey, ...others] = tokenRequests.entries
    const claims = { iss: clients.service, sub: clients.service, aud: issuer, jti: 'the-jti' }
    expect(byKey).toMatchObject({
      clientId: clients.service,
      clientAuth: 'private_key_jwt',
      assertion: { header: { alg: 'ES256', kid: 'one' }, claims },
      dpop: undefined,
      status: 200,
    })
    expect(others).toMatchObject([
      { clientId: clients.post, clientAuth: 'client_secret_post', assertion: undefined },
      { clientId: clients.basic, clientAuth: 'client_secret_basic', assertion: undefined },
      { clientId: undefined, clientAuth: undefined, assertion: undefined },
    ])
    const record = JSON.stringify(tokenRequests.entries)
    expect(record).not.toContain(clients.secret)
    expect(record).not.toContain(shown.client_assertion?.split('.')[2])
  })

  test('says whose DPoP key it came with, and whether with a nonce', async () => {
    const { prove, thumbprint } = await createTestProver()
    const address = { htm: 'POST', htu: `${simulator.issuer}/token` }
    for (const dpop of [await prove(address), await prove({ ...address, nonce: 'x' }), 'none']) {
      await post('/token', {}, { dpop })
    }
    expect(simulator.tokenRequests.entries.map(({ dpop }) => dpop)).toEqual([
      { thumbprint, nonce: false },
      { thumbprint, nonce: true },
      { thumbprint: undefined, nonce: false },
    ])
  })
})

describe('other requests of an application', () => {
  test('are told with path, application and status', async () => {
    const { clientRequests, clients, issuer } = simulator
    const shown = await key.parameters(clients.privateKey, { aud: issuer })
    await post('/token/revocation', { token: 'a-token', ...shown })
    const { searchParams } = new URL(createTestApplication(simulator).authorizationUrl())
    const form = Object.fromEntries(searchParams)
    await post('/request', form, basicAuthorization(clients.basic, clients.secret))
    await post('/request', form, basicAuthorization(clients.basic, 'wrong-secret'))
    const inForm = { client_id: clients.post, client_secret: clients.secret }
    await post('/token/introspection', { token: 'a-token', ...inForm })
    const basic = { clientId: clients.basic, clientAuth: 'client_secret_basic' }
    const jti = expect.any(String)
    expect(clientRequests.entries).toMatchObject([
      {
        path: '/token/revocation',
        clientId: clients.privateKey,
        clientAuth: 'private_key_jwt',
        assertion: { claims: { jti } },
        status: 200,
      },
      { path: '/request', ...basic, status: 201 },
      { path: '/request', ...basic, status: 401 },
      { path: '/token/introspection', clientId: clients.post, clientAuth: 'client_secret_post' },
    ])
    const record = JSON.stringify(clientRequests.entries)
    for (const secret of [clients.secret, 'wrong-secret', 'a-token']) {
      expect(record).not.toContain(secret)
    }
    expect(simulator.tokenRequests.total).toBe(0)
  })

  test('are JSON over HTTP until a reset', async () => {
    await post('/token/revocation', { token: 'x', client_id: 'starter' })
    const report = async () => (await fetch(`${simulator.origin}/simulator/client-requests`)).json()
    expect((await report()).entries).toMatchObject([{ path: '/token/revocation' }])
    const headers = { 'content-type': 'application/json' }
    await fetch(`${simulator.origin}/simulator/reset`, { method: 'POST', headers })
    expect((await report()).entries).toEqual([])
  })

  test('are the newest, however many come', () => {
    const requests = createClientRequests(() => 1)
    const client = { clientAuth: undefined, assertion: undefined, dpop: undefined }
    for (let turn = 0; turn < 10_001; turn += 1) {
      requests.begin('/request', { ...client, clientId: `client ${turn}` })
    }
    expect(requests.entries.length).toBe(5001)
    expect(requests.entries.at(-1)?.clientId).toBe('client 10000')
  })
})
