import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, basicAuthorization, claimsIn, createTestApplication } from './test-application.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
})
afterAll(() => simulator.close())

async function createProver() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  return (htm: string, htu: string, token?: string) => {
    const ath = token && createHash('sha256').update(token).digest('base64url')
    return new SignJWT({ htm, htu, jti: crypto.randomUUID(), ...(ath ? { ath } : {}) })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
      .setIssuedAt()
      .sign(privateKey)
  }
}

async function boundToken(prove: Awaited<ReturnType<typeof createProver>>): Promise<string> {
  const application = createTestApplication(simulator)
  const { url } = await application.authorize('few@example.test')
  const code = {
    grant_type: 'authorization_code',
    code: url.searchParams.get('code') ?? '',
    redirect_uri: `${appUrl}/api/oidc/callback`,
    code_verifier: application.verifier,
  }
  const { body } = await application.token(code, {
    ...basicAuthorization('starter', simulator.clients.secret),
    dpop: await prove('POST', `${simulator.issuer}/token`),
  })
  expect(body.token_type).toBe('DPoP')
  return body.access_token ?? ''
}

function userinfo(authorization: string, dpop = '') {
  return fetch(`${simulator.issuer}/me`, { headers: { authorization, dpop } })
}

describe('an access token bound to a key', () => {
  test('opens UserInfo with a proof of that key, once', async () => {
    const prove = await createProver()
    const token = await boundToken(prove)
    expect(claimsIn(token).cnf).toMatchObject({ jkt: expect.any(String) })
    const proof = await prove('GET', `${simulator.issuer}/me`, token)
    expect((await userinfo(`DPoP ${token}`, proof)).status).toBe(200)
    expect((await userinfo(`DPoP ${token}`, proof)).status).toBe(401)
  })

  test('opens nothing otherwise', async () => {
    const prove = await createProver()
    const token = await boundToken(prove)
    const address = `${simulator.issuer}/me`
    const other = await createProver()
    expect((await userinfo(`Bearer ${token}`)).status).toBe(401)
    for (const proof of [
      'none',
      await other('GET', address, token),
      await prove('POST', address, token),
      await prove('GET', `${address}/other`, token),
      await prove('GET', address, 'another token'),
      await prove('GET', address),
    ]) {
      expect((await userinfo(`DPoP ${token}`, proof)).status).toBe(401)
    }
  })
})
