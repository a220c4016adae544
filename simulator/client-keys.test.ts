import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { institutionIdAt } from './institutions.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { createTestApplication } from './test-application.ts'
import {
  createTestClientKey,
  startTestKeyServer,
  type TestClientKey,
  type TestKeyServer,
} from './test-client-key.ts'

let key: TestClientKey
let application: TestKeyServer
let simulator: Simulator

beforeEach(async () => {
  key = await createTestClientKey()
  application = await startTestKeyServer([key.publicJwk])
  simulator = await startSimulator({ port: 0, appUrl: application.origin, dataFile: ':memory:' })
})
afterEach(async () => {
  await simulator.close()
  await application.close()
})

async function askForToken(clientId = simulator.clients.service, by = key) {
  const shown = await by.parameters(clientId, { aud: `${simulator.issuer}/token` })
  const form = { grant_type: 'client_credentials', scope: 'openid', ...shown }
  return (await createTestApplication(simulator).token(form, {})).status
}

describe('the keys that the application publishes', () => {
  test('are fetched once, from its well-known address', async () => {
    expect(simulator.clientKeyFetches).toBe(0)
    expect(await askForToken()).toBe(200)
    expect(await askForToken()).toBe(200)
    expect(simulator.clientKeyFetches).toBe(1)
  })

  test('are those of every application with a key', async () => {
    const { clients } = simulator
    const url = application.origin
    const starter = createTestApplication(simulator, { clientId: clients.privateKey, url })
    const visit = await starter.authorize('few@example.test')
    const shown = await key.parameters('starter-key', { aud: simulator.issuer })
    const code = {
      grant_type: 'authorization_code',
      code: visit.url.searchParams.get('code') ?? '',
      redirect_uri: `${application.origin}/api/oidc/callback`,
      code_verifier: starter.verifier,
    }
    expect((await starter.token({ ...code, ...shown }, {})).status).toBe(200)
    expect(await askForToken(clients.serviceForInstitution(institutionIdAt(1)))).toBe(200)
  })

  test('may be missing, which concerns nobody else', async () => {
    await application.close()
    expect(await askForToken()).toBe(401)
    const url = application.origin
    expect(
      (await createTestApplication(simulator, { url }).signIn('few@example.test')).status,
    ).toBe(200)
    application = await startTestKeyServer([])
  })

  test.each([
    ['nothing', 404, undefined],
    ['no key', 200, []],
  ])('may be %s for a while', async (_what, status, keys) => {
    application.status = status
    if (keys !== undefined) application.keys = keys
    expect(await askForToken()).toBe(401)
    application.status = 200
    application.keys = [key.publicJwk]
    expect(await askForToken()).toBe(401)
    simulator.forgetClientKeys()
    expect(await askForToken()).toBe(200)
    expect(simulator.clientKeyFetches).toBe(2)
  })

  test('are remembered, so that a new key is not known until they are forgotten', async () => {
    expect(await askForToken()).toBe(200)
    const next = await createTestClientKey('two')
    application.keys = [next.publicJwk]
    expect(await askForToken(simulator.clients.service, next)).toBe(401)
    expect(await askForToken()).toBe(200)
    simulator.forgetClientKeys()
    expect(await askForToken(simulator.clients.service, next)).toBe(200)
    expect(await askForToken()).toBe(401)
  })

  test('are forgotten over HTTP', async () => {
    expect(await askForToken()).toBe(200)
    const headers = { 'content-type': 'application/json' }
    const address = `${simulator.origin}/simulator/forget-client-keys`
    expect((await fetch(address, { method: 'POST', headers })).status).toBe(200)
    expect(await askForToken()).toBe(200)
    const report = await fetch(`${simulator.origin}/simulator/client-requests`)
    expect((await report.json()).clientKeyFetches).toBe(2)
  })

  test('may be at another address', async () => {
    const elsewhere = await startTestKeyServer([key.publicJwk])
    await simulator.close()
    simulator = await startSimulator({
      port: 0,
      appUrl: 'http://localhost:3999',
      dataFile: ':memory:',
      clientJwksUri: `${elsewhere.origin}/.well-known/jwks.json`,
    })
    expect(await askForToken()).toBe(200)
    await elsewhere.close()
  })
})
