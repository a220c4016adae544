import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createDpopNonces } from './dpop-nonces.ts'
import { findPersonByEmail } from './people.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, basicAuthorization, createTestApplication } from './test-application.ts'
import { createTestProver, exchangeWithProof, type TestProver } from './test-dpop.ts'

const minute = 60_000
let ahead = 0
let simulator: Simulator
let prover: TestProver
let token: string
let providerNonce: string

beforeAll(async () => {
  simulator = await startSimulator({
    port: 0,
    appUrl,
    dataFile: ':memory:',
    now: () => Date.now() + ahead,
    dpopNonce: true,
    pushedAuthorizationRequests: 'offered',
  })
  prover = await createTestProver()
  const first = await exchangeWithProof(simulator, (htu) => prover.prove({ htm: 'POST', htu }))
  expect(first.status).toBe(400)
  expect(first.body.error).toBe('use_dpop_nonce')
  providerNonce = first.headers.get('dpop-nonce') ?? ''
  const htu = `${simulator.issuer}/token`
  const { body } = await first.again(await prover.prove({ htm: 'POST', htu, nonce: providerNonce }))
  expect(body.token_type).toBe('DPoP')
  token = body.access_token ?? ''
})
afterEach(() => {
  ahead = 0
})
afterAll(() => simulator.close())

async function ask(htu: string, nonce?: string) {
  const dpop = await prover.prove({ htm: 'GET', htu, token, nonce })
  return fetch(htu, { headers: { authorization: `DPoP ${token}`, dpop } })
}

describe('a provider that demands a nonce', () => {
  test('demands one of the token endpoint’s own', async () => {
    const { headers, status } = await exchangeWithProof(simulator, (htu) =>
      prover.prove({ htm: 'POST', htu, nonce: 'made-up' }),
    )
    expect(status).toBe(400)
    expect(headers.get('dpop-nonce')).toMatch(/.{20}/)
  })

  test('demands one at the endpoint for pushed requests', async () => {
    const htu = `${simulator.issuer}/request`
    const { searchParams } = new URL(createTestApplication(simulator).authorizationUrl())
    const credentials = basicAuthorization('starter', simulator.clients.secret)
    const push = async (nonce?: string) => {
      const headers = { ...credentials, dpop: await prover.prove({ htm: 'POST', htu, nonce }) }
      return fetch(htu, { method: 'POST', body: searchParams, headers })
    }
    const refused = await push()
    expect((await refused.json()).error).toBe('use_dpop_nonce')
    expect((await push(refused.headers.get('dpop-nonce') ?? '')).status).toBe(201)
  })

  test('leaves bearer tokens alone', async () => {
    const { body, status } = await createTestApplication(simulator).signIn('few@example.test')
    expect(status).toBe(200)
    const headers = { authorization: `Bearer ${body.access_token}` }
    expect((await fetch(`${simulator.issuer}/me`, { headers })).status).toBe(200)
  })

  test.each(['UserInfo', 'the institution list'])('demands one at %s', async (what) => {
    const sub = findPersonByEmail('few@example.test')?.sub ?? ''
    const list = simulator.institutionsUrl.replace('{userId}', sub)
    const address = what === 'UserInfo' ? `${simulator.issuer}/me` : list
    for (const nonce of [undefined, 'made-up']) {
      const refused = await ask(address, nonce)
      expect(refused.status).toBe(401)
      expect(refused.headers.get('www-authenticate')).toContain('DPoP error="use_dpop_nonce"')
      const given = refused.headers.get('dpop-nonce') ?? ''
      expect((await ask(address, given)).status).toBe(200)
      expect((await ask(address, given)).status).toBe(200)
    }
    expect((await ask(address, providerNonce)).status).toBe(200)
  })

  test('wants a new one some minutes later', async () => {
    const address = `${simulator.issuer}/me`
    const given = (await ask(address)).headers.get('dpop-nonce') ?? ''
    ahead = 2 * minute
    expect((await ask(address, given)).status).toBe(200)
    ahead = 5 * minute
    for (const old of [given, providerNonce]) {
      const refused = await ask(address, old)
      expect(refused.status).toBe(401)
      expect(refused.headers.get('dpop-nonce')).not.toBe(given)
    }
  })
})

describe('nonces', () => {
  test('are others in another simulator, and change with time', () => {
    let now = 0
    const [one, two] = [createDpopNonces(() => now), createDpopNonces(() => now)]
    const first = one.current()
    expect(one.accepts(first)).toBe(true)
    expect(two.accepts(first)).toBe(false)
    now = minute
    expect(one.current()).not.toBe(first)
    for (const nothing of [undefined, '', 1, {}]) expect(one.accepts(nothing)).toBe(false)
  })
})
