import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FaultSettings, IdTokenFault } from './faults.ts'
import { institutionIdAt } from './institutions.ts'
import { findPersonByEmail } from './people.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, claimsIn, createTestApplication } from './test-application.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
})
afterEach(() => {
  simulator.faults.clear()
  simulator.entitlements.reset()
})
afterAll(() => simulator.close())

function set(settings: FaultSettings): void {
  simulator.faults.set(settings)
}

function discovery() {
  return fetch(`${simulator.origin}/.well-known/openid-configuration`)
}

async function institutions(query = '') {
  const { body } = await createTestApplication(simulator).signIn('thousands@example.test')
  const sub = findPersonByEmail('thousands@example.test')?.sub ?? ''
  const url = `${simulator.institutionsUrl.replace('{userId}', sub)}${query}`
  return fetch(url, { headers: { authorization: `Bearer ${body.access_token}` } })
}

describe('a switch', () => {
  test('works for the next times only', async () => {
    set({ jwksStatus: { value: 500, times: 2 } })
    const jwks = async () => (await fetch(`${simulator.issuer}/jwks`)).status
    expect([await jwks(), await jwks(), await jwks()]).toEqual([500, 500, 200])
  })

  test('stays without times until it is cleared', async () => {
    set({ jwksStatus: { value: 503 } })
    const jwks = async () => (await fetch(`${simulator.issuer}/jwks`)).status
    expect([await jwks(), await jwks()]).toEqual([503, 503])
    simulator.faults.clear('jwksStatus')
    expect(await jwks()).toBe(200)
  })
})

describe('discovery', () => {
  test('is the same document at both addresses', async () => {
    const below = await fetch(`${simulator.issuer}/.well-known/openid-configuration`)
    const metadata = await below.json()
    expect(await (await discovery()).json()).toEqual(metadata)
    expect(metadata).toMatchObject({
      issuer: simulator.issuer,
      authorization_endpoint: `${simulator.issuer}/auth`,
      token_endpoint: `${simulator.issuer}/token`,
      revocation_endpoint: `${simulator.issuer}/token/revocation`,
      introspection_endpoint: `${simulator.issuer}/token/introspection`,
      userinfo_endpoint: `${simulator.issuer}/me`,
      jwks_uri: `${simulator.issuer}/jwks`,
      end_session_endpoint: `${simulator.issuer}/session/end`,
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ['S256'],
    })
  })

  test('has other members, and none where the switch says null', async () => {
    const before = await (await discovery()).json()
    const value = { issuer: 'https://other.example', revocation_endpoint: null, made_up: ['x'] }
    set({ metadata: { value, times: 1 } })
    const { revocation_endpoint, ...rest } = before
    expect(revocation_endpoint).toBeDefined()
    const expected = { ...rest, issuer: 'https://other.example', made_up: ['x'] }
    expect(await (await discovery()).json()).toEqual(expected)
    expect(await (await discovery()).json()).toEqual(before)
  })

  test.each([3600, -3600])('is dated %i seconds off', async (value) => {
    const secondsOff = async () => {
      const { headers } = await discovery()
      return (Date.parse(headers.get('date') ?? '') - Date.now()) / 1000
    }
    set({ clockSkewSeconds: { value, times: 1 } })
    expect(Math.abs((await secondsOff()) - value)).toBeLessThan(5)
    expect(Math.abs(await secondsOff())).toBeLessThan(5)
  })

  test('names another issuer, or fails', async () => {
    set({ discoveryIssuer: { value: 'https://www.example.test', times: 1 } })
    expect((await (await discovery()).json()).issuer).toBe('https://www.example.test')
    set({ discoveryStatus: { value: 500, times: 1 } })
    expect((await discovery()).status).toBe(500)
    expect((await (await discovery()).json()).issuer).toBe(simulator.issuer)
  })
})

describe('the authorization response', () => {
  test('names another issuer, or none', async () => {
    const application = createTestApplication(simulator)
    set({ authorizationIssuer: { value: 'https://attacker.example.test', times: 1 } })
    const wrong = await application.authorize('few@example.test')
    expect(wrong.url.searchParams.get('iss')).toBe('https://attacker.example.test')
    set({ authorizationIssuer: { value: null, times: 1 } })
    const none = await application.authorize('few@example.test')
    expect(none.url.searchParams.get('iss')).toBeNull()
    expect(none.url.searchParams.get('code')).not.toBeNull()
  })

  test('is silently for another person', async () => {
    const application = createTestApplication(simulator)
    await application.signIn('few@example.test')
    set({ authorizationPerson: { value: 'many@example.test', times: 1 } })
    const institutionId = institutionIdAt(0)
    const visit = await application.browser.open(application.authorizationUrl({ institutionId }))
    const { body } = await application.exchange(visit)
    const sub = findPersonByEmail('many@example.test')?.sub
    expect(claimsIn(body.id_token)).toMatchObject({ sub, institutionId })
    expect(claimsIn(body.access_token).sub).toBe(sub)
  })
})

describe('the token response', () => {
  test('names another institution in both tokens', async () => {
    const value = institutionIdAt(4)
    set({ tokenInstitution: { value, times: 1 } })
    const application = createTestApplication(simulator)
    const institutionId = institutionIdAt(1)
    const { body } = await application.signIn('few@example.test', { institutionId })
    expect(claimsIn(body.access_token).institutionId).toBe(value)
    expect(claimsIn(body.id_token).institutionId).toBe(value)
    const refreshed = await application.refresh(body.refresh_token ?? '')
    expect(claimsIn(refreshed.body.access_token).institutionId).toBe(institutionId)
  })

  test.each<[FaultSettings['tokenError'], number, string, string | null]>([
    [{ value: { status: 503 }, times: 1 }, 503, 'temporarily_unavailable', null],
    [{ value: { status: 429, retryAfter: 7 }, times: 1 }, 429, 'temporarily_unavailable', '7'],
    [{ value: { status: 400, error: 'invalid_grant' }, times: 1 }, 400, 'invalid_grant', null],
  ])('is a refusal: %j', async (tokenError, status, error, retryAfter) => {
    const application = createTestApplication(simulator)
    const visit = await application.authorize('few@example.test')
    set({ tokenError })
    const refused = await application.exchange(visit)
    expect(refused.status).toBe(status)
    expect(refused.body.error).toBe(error)
    expect(refused.headers.get('retry-after')).toBe(retryAfter)
    expect((await application.exchange(visit)).status).toBe(200)
  })

  test('comes late', async () => {
    const application = createTestApplication(simulator)
    const visit = await application.authorize('few@example.test')
    set({ tokenDelay: { value: 120, times: 1 } })
    const before = performance.now()
    expect((await application.exchange(visit)).status).toBe(200)
    expect(performance.now() - before).toBeGreaterThan(110)
  })
})

describe('the ID token', () => {
  async function spoilt(value: IdTokenFault): Promise<string> {
    set({ idToken: { value, times: 1 } })
    const { body } = await createTestApplication(simulator).signIn('few@example.test')
    return body.id_token ?? ''
  }

  async function verifies(token: string): Promise<boolean> {
    const keys = createLocalJWKSet(await (await fetch(`${simulator.issuer}/jwks`)).json())
    return jwtVerify(token, keys, { currentDate: new Date(0) }).then(
      () => true,
      () => false,
    )
  }

  test.each<[IdTokenFault, string, unknown]>([
    ['wrong-nonce', 'nonce', 'not-the-nonce-that-was-sent'],
    ['wrong-audience', 'aud', 'another-application'],
    ['no-subject', 'sub', undefined],
    ['other-subject', 'sub', '00000000-0000-4000-8000-000000000000'],
  ])('is validly signed with %s', async (fault, claim, value) => {
    const token = await spoilt(fault)
    expect(claimsIn(token)[claim]).toBe(value)
    expect(await verifies(token)).toBe(true)
  })

  test('names another issuer', async () => {
    expect(claimsIn(await spoilt('wrong-issuer')).iss).toBe(`${simulator.issuer}/other`)
  })

  test('is expired', async () => {
    const claims = claimsIn(await spoilt('expired'))
    expect(Number(claims.exp)).toBeLessThan(Date.now() / 1000)
  })

  test('has the hash of another access token', async () => {
    const good = claimsIn(
      (await createTestApplication(simulator).signIn('few@example.test')).body.id_token,
    )
    const bad = claimsIn(await spoilt('wrong-at-hash'))
    expect(String(bad.at_hash).length).toBe(String(good.at_hash).length)
    expect(bad.at_hash).not.toBe(good.at_hash)
  })

  test('has a signature that does not hold', async () => {
    const token = await spoilt('broken-signature')
    expect(decodeProtectedHeader(token).alg).toBe('RS256')
    expect(await verifies(token)).toBe(false)
  })

  test('is signed with a key that is not in the key set', async () => {
    const token = await spoilt('unknown-key')
    expect(decodeProtectedHeader(token).kid).toBe('nobody')
    expect(await verifies(token)).toBe(false)
  })

  test('is not signed at all', async () => {
    const token = await spoilt('unsigned')
    expect(token.endsWith('.')).toBe(true)
    expect(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).alg).toBe(
      'none',
    )
  })
})

describe('the APIs', () => {
  test('UserInfo is about another sub', async () => {
    const { body } = await createTestApplication(simulator).signIn('few@example.test')
    set({ userinfoSubject: { value: 'somebody-else', times: 1 } })
    const headers = { authorization: `Bearer ${body.access_token}` }
    const answer = await (await fetch(`${simulator.issuer}/me`, { headers })).json()
    expect(answer.sub).toBe('somebody-else')
  })

  test('the institution list fails, comes late, or fails on its second page', async () => {
    set({ institutionsStatus: { value: 500, times: 1 } })
    expect((await institutions()).status).toBe(500)
    set({ institutionsDelay: { value: 120, times: 1 } })
    const before = performance.now()
    const first = await institutions()
    expect(performance.now() - before).toBeGreaterThan(110)
    set({ institutionsFailingPage: { value: 2 } })
    const { nextCursor } = await first.json()
    expect((await institutions()).status).toBe(200)
    expect((await institutions(`?cursor=${nextCursor}`)).status).toBe(500)
  })
})
