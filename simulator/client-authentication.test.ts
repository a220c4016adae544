import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, basicAuthorization, createTestApplication } from './test-application.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
let simulator: Simulator
let keyPair: Awaited<ReturnType<typeof generateKeyPair>>
let publicJwk: JWK

beforeAll(async () => {
  keyPair = await generateKeyPair('ES256', { extractable: true })
  publicJwk = { ...(await exportJWK(keyPair.privateKey)), kid: 'one', alg: 'ES256' }
  const clientJwks = { keys: [publicJwk] }
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:', clientJwks })
})
afterAll(() => simulator.close())

function assertion(claims: JWTPayload): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 60
  const all = { iss: 'starter-key', sub: 'starter-key', jti: crypto.randomUUID(), exp, ...claims }
  return new SignJWT(all).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(keyPair.privateKey)
}

async function exchangeWith(
  clientId: string,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
  at: Simulator = simulator,
) {
  const application = createTestApplication(at, { clientId })
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
  const client_assertion = await assertion(claims)
  return exchangeWith('starter-key', {
    client_assertion,
    client_assertion_type: assertionType,
    ...more,
  })
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

  test('does not exist when no key is registered', async () => {
    const other = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
    const page = await createTestApplication(other, { clientId: 'starter-key' }).authorize('')
    expect(page.markup).toContain('invalid_client')
    await other.close()
  })

  test('may publish it at an address on this machine', async () => {
    const { d: _private, ...jwk } = publicJwk
    const server = createServer((_req, res) => {
      res.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }))
    })
    const clientJwksUri = `http://localhost:${await listenAnywhere(server)}/jwks.json`
    const other = await startSimulator({ port: 0, appUrl, dataFile: ':memory:', clientJwksUri })
    const client_assertion = await assertion({ aud: other.issuer })
    const parameters = { client_assertion, client_assertion_type: assertionType }
    expect((await exchangeWith('starter-key', parameters, {}, other)).status).toBe(200)
    await other.close()
    server.close()
  })
})

function listenAnywhere(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen({ host: 'localhost', port: 0 }, () => {
      const address = server.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    })
  })
}
