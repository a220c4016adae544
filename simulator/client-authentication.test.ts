import type { JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { institutionIdAt } from './institutions.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, basicAuthorization, claimsIn, createTestApplication } from './test-application.ts'
import { createTestClientKey, type TestClientKey } from './test-client-key.ts'

let simulator: Simulator
let key: TestClientKey

beforeAll(async () => {
  key = await createTestClientKey()
  const clientJwks = { keys: [key.jwk] }
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:', clientJwks })
})
afterAll(() => simulator.close())

async function exchangeWith(
  clientId: string,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const application = createTestApplication(simulator, { clientId })
  const { url } = await application.authorize('few@example.test')
  const code = {
    grant_type: 'authorization_code',
    code: url.searchParams.get('code') ?? '',
    redirect_uri: `${appUrl}/api/oidc/callback`,
    code_verifier: application.verifier,
  }
  return application.token({ ...code, ...parameters }, headers)
}

async function exchangeWithKey(claims: JWTPayload, more: Record<string, string> = {}) {
  const shown = await key.parameters('starter-key', claims)
  return exchangeWith('starter-key', { ...shown, ...more })
}

describe('an application with a secret', () => {
  test('sends it in the header', async () => {
    const headers = basicAuthorization('starter', simulator.clients.secret)
    expect((await exchangeWith('starter', {}, headers)).status).toBe(200)
  })

  test('sends it in the body', async () => {
    const { secret } = simulator.clients
    const parameters = { client_id: 'starter-post', client_secret: secret }
    expect((await exchangeWith('starter-post', parameters)).status).toBe(200)
  })

  test.each([
    ['a wrong secret', basicAuthorization('starter', 'wrong')],
    ['an application that does not exist', basicAuthorization('nobody', 'wrong')],
  ])('is refused with 401 invalid_client for %s', async (_what, headers) => {
    const { status, body } = await exchangeWith('starter', {}, headers)
    expect(status).toBe(401)
    expect(body).toMatchObject({
      error: 'invalid_client',
      error_description: 'client authentication failed',
    })
  })

  test('is refused with 400 when it says nothing about itself', async () => {
    const { status, body } = await exchangeWith('starter', {})
    expect(status).toBe(400)
    expect(body).toMatchObject({
      error: 'invalid_request',
      error_description: 'no client authentication mechanism provided',
    })
  })
})

describe('an application with a key', () => {
  test('may name the issuer or the token endpoint as audience', async () => {
    expect((await exchangeWithKey({ aud: simulator.issuer })).status).toBe(200)
    expect((await exchangeWithKey({ aud: `${simulator.issuer}/token` })).status).toBe(200)
  })

  test('may repeat its id beside the assertion', async () => {
    const answer = await exchangeWithKey({ aud: simulator.issuer }, { client_id: 'starter-key' })
    expect(answer.status).toBe(200)
  })

  test('may count exp in milliseconds, as the documentation does', async () => {
    const answer = await exchangeWithKey({ aud: simulator.issuer, exp: Date.now() + 60_000 })
    expect(answer.status).toBe(200)
  })

  test.each<[string, JWTPayload]>([
    ['another audience', { aud: 'https://login.jackhenry.com/token' }],
    ['another subject than issuer', { iss: 'starter' }],
    ['an assertion that lives ten minutes', { exp: Math.floor(Date.now() / 1000) + 600 }],
    ['one that lives ten minutes in milliseconds', { exp: Date.now() + 600_000 }],
    ['an expired assertion', { exp: Math.floor(Date.now() / 1000) - 60 }],
  ])('is refused with invalid_client for %s', async (_what, claims) => {
    const { status, body } = await exchangeWithKey({ aud: simulator.issuer, ...claims })
    expect(status).toBe(401)
    expect(body.error).toBe('invalid_client')
  })

  test('is refused when the assertion comes twice', async () => {
    const claims = { aud: simulator.issuer, jti: 'only-once' }
    expect((await exchangeWithKey(claims)).status).toBe(200)
    expect((await exchangeWithKey(claims)).body.error).toBe('invalid_client')
  })

  test('may belong to one institution', async () => {
    const institutionId = institutionIdAt(2)
    const clientId = simulator.clients.privateKeyForInstitution(institutionId)
    const shown = await key.parameters(clientId, { aud: simulator.issuer })
    const { body } = await exchangeWith(clientId, shown)
    expect(claimsIn(body.access_token)).toMatchObject({ institutionId, client_id: clientId })
    const others = await key.parameters('starter-key', { aud: simulator.issuer })
    expect((await exchangeWith(clientId, others)).body.error).toBe('invalid_grant')
  })

  test('is refused with a secret', async () => {
    const headers = basicAuthorization('starter-key', simulator.clients.secret)
    expect((await exchangeWith('starter-key', {}, headers)).status).toBe(401)
  })
})

describe('an application with odd characters in its id and secret', () => {
  test('sends them form-encoded', async () => {
    const { odd, oddSecret } = simulator.clients
    const { status, body } = await exchangeWith(odd, {}, basicAuthorization(odd, oddSecret))
    expect(status).toBe(200)
    expect(claimsIn(body.access_token).client_id).toBe(odd)
    expect(simulator.tokenRequests.entries.at(-1)?.clientId).toBe(odd)
  })

  test.each([
    ['as they are', (text: string) => text],
    ['encoded as a path', encodeURI],
  ])('is refused when it sends them %s', async (_how, encoded) => {
    const { odd, oddSecret } = simulator.clients
    const credentials = `${encoded(odd)}:${encoded(oddSecret)}`
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
    expect([400, 401]).toContain((await exchangeWith(odd, {}, { authorization })).status)
  })
})

describe('every application', () => {
  test('may have the answer at the command line, or at a further address', async () => {
    const extra = 'http://localhost:4999/extra'
    const options = { port: 0, appUrl, dataFile: ':memory:', redirectUris: [extra] }
    const other = await startSimulator(options)
    for (const redirect_uri of ['http://localhost:4020/callback', extra]) {
      for (const clientId of ['starter', 'starter-key', `starter-${institutionIdAt(0)}`]) {
        const application = createTestApplication(other, { clientId })
        const { url } = await application.authorize('few@example.test', { redirect_uri })
        expect(url.href).toMatch(new RegExp(`^${redirect_uri}\\?code=`))
      }
    }
    await other.close()
  })
})
