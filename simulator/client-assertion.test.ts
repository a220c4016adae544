import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkClientAssertion } from './client-assertion.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, createTestApplication } from './test-application.ts'
import { createTestClientKey, type TestClientKey } from './test-client-key.ts'

const minute = 60_000
let key: TestClientKey
let simulators: Record<'any' | 'token_endpoint' | 'issuer', Simulator>

beforeAll(async () => {
  key = await createTestClientKey()
  const start = (assertionAudience?: 'token_endpoint' | 'issuer') =>
    startSimulator({
      port: 0,
      appUrl,
      dataFile: ':memory:',
      clientJwks: { keys: [key.jwk] },
      assertionAudience,
    })
  const [any, token_endpoint, issuer] = await Promise.all([
    start(),
    start('token_endpoint'),
    start('issuer'),
  ])
  simulators = { any, token_endpoint, issuer }
})
afterAll(() => Promise.all(Object.values(simulators).map((simulator) => simulator.close())))

describe('the audience of a client assertion', () => {
  const audiences = {
    token: (issuer: string) => `${issuer}/token`,
    issuer: (issuer: string) => issuer,
    revocation: (issuer: string) => `${issuer}/token/revocation`,
    'only the token endpoint': (issuer: string) => [`${issuer}/token`],
    'token endpoint and issuer': (issuer: string) => [`${issuer}/token`, issuer],
    another: (issuer: string) => `${issuer}/other`,
  }

  test.each<[keyof typeof simulators, keyof typeof audiences, number]>([
    ['any', 'token', 200],
    ['any', 'issuer', 200],
    ['any', 'token endpoint and issuer', 200],
    ['any', 'another', 401],
    ['token_endpoint', 'token', 200],
    ['token_endpoint', 'only the token endpoint', 200],
    ['token_endpoint', 'issuer', 401],
    ['token_endpoint', 'token endpoint and issuer', 401],
    ['issuer', 'issuer', 200],
    ['issuer', 'token', 401],
    ['issuer', 'token endpoint and issuer', 401],
  ])('with %s may be %s: %i', async (rule, audience, expected) => {
    const simulator = simulators[rule]
    const aud = audiences[audience](simulator.issuer)
    const shown = await key.parameters('starter-service', { aud })
    const form = { grant_type: 'client_credentials', scope: 'openid', ...shown }
    const { status, body } = await createTestApplication(simulator).token(form, {})
    expect(status).toBe(expected)
    if (expected === 401) expect(body.error).toBe('invalid_client')
  })

  test.each<[keyof typeof simulators, keyof typeof audiences, number]>([
    ['any', 'revocation', 200],
    ['any', 'token', 200],
    ['token_endpoint', 'token', 200],
    ['token_endpoint', 'revocation', 401],
  ])('at the revocation endpoint with %s may be %s: %i', async (rule, audience, expected) => {
    const { issuer } = simulators[rule]
    const shown = await key.parameters('starter-key', { aud: audiences[audience](issuer) })
    const body = new URLSearchParams({ token: 'unknown', ...shown })
    const response = await fetch(`${issuer}/token/revocation`, { method: 'POST', body })
    expect(response.status).toBe(expected)
  })
})

describe('the life of a client assertion', () => {
  test('is measured by the clock of the machine or by its own', () => {
    const issuer = 'https://issuer.example'
    const now = () => Date.now() + 60 * minute
    const rules = { issuer, assertionAudience: 'any' as const, now }
    const check = (exp: number) => () => checkClientAssertion({ aud: issuer, exp }, rules)
    const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)
    for (const clock of [Date.now, now]) {
      expect(check(seconds(clock() + minute))).not.toThrow()
      expect(check(clock() + minute)).not.toThrow()
      expect(check(seconds(clock() + 10 * minute))).toThrow('invalid_client')
    }
    expect(check(seconds(Date.now() + 30 * minute))).toThrow('invalid_client')
  })
})
