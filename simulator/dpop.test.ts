import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findPersonByEmail } from './people.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, basicAuthorization, claimsIn, createTestApplication } from './test-application.ts'
import {
  createTestProver,
  exchangeWithProof,
  type TestProof,
  type TestProver,
} from './test-dpop.ts'

const algs = 'algs="ES256 ES384 ES512 PS256 PS384"'
let ahead = 0
let simulator: Simulator
let prover: TestProver
let token: string

beforeAll(async () => {
  const now = () => Date.now() + ahead
  const pushedAuthorizationRequests = 'offered'
  simulator = await startSimulator({
    port: 0,
    appUrl,
    dataFile: ':memory:',
    now,
    pushedAuthorizationRequests,
  })
  prover = await createTestProver()
  const { body } = await exchangeWithProof(simulator, (htu) => prover.prove({ htm: 'POST', htu }))
  expect(body.token_type).toBe('DPoP')
  token = body.access_token ?? ''
})
afterEach(() => {
  ahead = 0
  simulator.faults.clear()
})
afterAll(() => simulator.close())

const userinfoAddress = () => `${simulator.issuer}/me`

function userinfo(authorization: string, dpop: string | undefined) {
  const headers = { authorization, ...(dpop === undefined ? {} : { dpop }) }
  return fetch(userinfoAddress(), { headers })
}

function prove(proof: Partial<TestProof> = {}, by = prover) {
  return by.prove({ htm: 'GET', htu: userinfoAddress(), token, ...proof })
}

describe('an access token bound to a key', () => {
  test('opens UserInfo with a proof of that key, once', async () => {
    expect(claimsIn(token).cnf).toEqual({ jkt: prover.thumbprint })
    const proof = await prove()
    expect((await userinfo(`DPoP ${token}`, proof)).status).toBe(200)
    const again = await userinfo(`DPoP ${token}`, proof)
    expect(again.status).toBe(401)
    const challenge = `DPoP error="invalid_dpop_proof", ${algs}`
    expect(again.headers.get('www-authenticate')).toBe(challenge)
  })

  test('opens the institution list with a proof for its address', async () => {
    const sub = findPersonByEmail('few@example.test')?.sub ?? ''
    const htu = simulator.institutionsUrl.replace('{userId}', sub)
    const authorization = `DPoP ${token}`
    const ask = async (dpop: string) =>
      fetch(`${htu}?unused=1`, { headers: { authorization, dpop } })
    expect((await ask(await prove({ htu }))).status).toBe(200)
    const refused = await ask(await prove())
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toContain('DPoP error="invalid_dpop_proof"')
  })

  test.each<[string, Partial<TestProof>]>([
    ['another method', { htm: 'POST' }],
    ['another address', { htu: 'http://localhost/me' }],
    ['another token', { token: 'another token' }],
    ['no token', { token: '' }],
    ['two minutes ago', { iat: Math.floor(Date.now() / 1000) - 120 }],
    ['in two minutes', { iat: Math.floor(Date.now() / 1000) + 120 }],
    ['another type', { header: { typ: 'JWT' } }],
    ['no key', { header: { jwk: undefined } }],
  ])('opens nothing with a proof for %s', async (_what, proof) => {
    const response = await userinfo(`DPoP ${token}`, await prove(proof))
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe(
      `DPoP error="invalid_dpop_proof", ${algs}`,
    )
  })

  test.each([
    ['no', undefined],
    ['a meaningless', 'none'],
  ])('opens nothing with %s proof', async (_what, proof) => {
    const response = await userinfo(`DPoP ${token}`, proof)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ error: 'invalid_dpop_proof' })
  })

  test('opens nothing with the proof of another key, or as a bearer token', async () => {
    const stranger = await userinfo(`DPoP ${token}`, await prove({}, await createTestProver()))
    expect(stranger.status).toBe(401)
    expect(stranger.headers.get('www-authenticate')).toBe(`DPoP error="invalid_token", ${algs}`)
    const bearer = await userinfo(`Bearer ${token}`, await prove())
    expect(bearer.status).toBe(401)
    expect(bearer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  })

  test('takes a proof by the clock of the machine as well as by its own', async () => {
    ahead = 5 * 60_000
    expect((await userinfo(`DPoP ${token}`, await prove())).status).toBe(200)
    const iat = Math.floor((Date.now() + ahead) / 1000)
    expect((await userinfo(`DPoP ${token}`, await prove({ iat }))).status).toBe(200)
  })
})

describe('an unbound access token', () => {
  test('opens nothing with a proof', async () => {
    const { body } = await createTestApplication(simulator).signIn('few@example.test')
    const unbound = body.access_token ?? ''
    const response = await userinfo(`DPoP ${unbound}`, await prove({ token: unbound }))
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe(`DPoP error="invalid_token", ${algs}`)
  })
})

describe('a provider that does not know DPoP', () => {
  const atToken = (htu: string) => prover.prove({ htm: 'POST', htu })

  test('answers bearer tokens, as often as the switch says', async () => {
    simulator.faults.set({ ignoreDpop: { value: true, times: 1 } })
    const first = await exchangeWithProof(simulator, atToken)
    expect(first.body.token_type).toBe('Bearer')
    expect(claimsIn(first.body.access_token).cnf).toBeUndefined()
    expect((await userinfo(`Bearer ${first.body.access_token}`, undefined)).status).toBe(200)
    expect((await exchangeWithProof(simulator, atToken)).body.token_type).toBe('DPoP')
  })

  test('does so after a pushed request, which otherwise binds the code', async () => {
    const exchange = async () => {
      const application = createTestApplication(simulator)
      const { searchParams } = new URL(application.authorizationUrl())
      const credentials = basicAuthorization('starter', simulator.clients.secret)
      const headers = { ...credentials, dpop: await atToken(`${simulator.issuer}/request`) }
      const address = `${simulator.issuer}/request`
      const pushed = await fetch(address, { method: 'POST', body: searchParams, headers })
      const { request_uri } = await pushed.json()
      const query = new URLSearchParams({ client_id: 'starter', request_uri })
      const page = await application.browser.open(`${simulator.issuer}/auth?${query}`)
      return application.exchange(
        await application.browser.submit(page, { email: 'few@example.test' }),
      )
    }
    expect((await exchange()).body.error).toBe('invalid_grant')
    simulator.faults.set({ ignoreDpop: { value: true, times: 1 } })
    expect((await exchange()).body.token_type).toBe('Bearer')
  })
})
