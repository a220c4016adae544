import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { institutionIdAt, institutionZero } from './institutions.ts'
import { findPersonByEmail } from './people.ts'
import { apiAudience } from './scopes.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, claimsIn, createTestApplication } from './test-application.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
})
afterAll(() => simulator.close())

describe('the first pass', () => {
  test('ends at the application with code, state and iss', async () => {
    const { url } = await createTestApplication(simulator).authorize('few@example.test')
    expect(url.origin + url.pathname).toBe(`${appUrl}/api/oidc/callback`)
    expect(url.searchParams.get('code')).toMatch(/.{20}/)
    expect(url.searchParams.get('state')).toBe('the-state')
    expect(url.searchParams.get('iss')).toBe(simulator.issuer)
  })

  test('yields tokens of institution zero', async () => {
    const application = createTestApplication(simulator)
    const { status, body } = await application.signIn('few@example.test')
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 600 })
    expect(body.scope?.split(' ')).toEqual(['openid', 'profile', 'offline_access'])
    const sub = findPersonByEmail('few@example.test')?.sub
    const iss = simulator.issuer
    expect(claimsIn(body.id_token)).toMatchObject({
      iss,
      sub,
      aud: 'starter',
      nonce: application.nonce,
      institutionId: institutionZero,
      name: 'Priya Raghunathan',
      given_name: 'Priya',
      family_name: 'Raghunathan',
      preferred_username: 'few@example.test',
    })
    const claims = claimsIn(body.access_token)
    expect(claims).toMatchObject({ iss, sub, aud: apiAudience, institutionId: institutionZero })
    expect(Number(claims.exp) - Number(claims.iat)).toBe(600)
    const idToken = claimsIn(body.id_token)
    expect(Number(idToken.exp) - Number(idToken.iat)).toBe(3600)
  })

  test('signs both tokens with RS256 keys of a key set that also has ES256', async () => {
    const { body } = await createTestApplication(simulator).signIn('few@example.test')
    const keys = await (await fetch(`${simulator.issuer}/jwks`)).json()
    expect(keys.keys.map(({ alg }: { alg: string }) => alg)).toEqual(['RS256', 'ES256'])
    for (const token of [body.id_token ?? '', body.access_token ?? '']) {
      expect(decodeProtectedHeader(token).alg).toBe('RS256')
      await jwtVerify(token, createLocalJWKSet(keys))
    }
  })
})

describe('the second pass', () => {
  test('shows no page and yields tokens of the asked institution, for the same sub', async () => {
    const application = createTestApplication(simulator)
    const first = await application.signIn('few@example.test')
    const institutionId = institutionIdAt(2)
    const visit = await application.browser.open(application.authorizationUrl({ institutionId }))
    expect(visit.url.searchParams.get('code')).not.toBeNull()
    const second = await application.exchange(visit)
    expect(claimsIn(second.body.access_token).institutionId).toBe(institutionId)
    expect(claimsIn(second.body.id_token)).toMatchObject({
      institutionId,
      sub: claimsIn(first.body.id_token).sub,
    })
  })

  test('works in ten tabs at once', async () => {
    const application = createTestApplication(simulator)
    await application.signIn('many@example.test')
    const ids = Array.from({ length: 10 }, (_, index) => institutionIdAt(100 + index))
    const answers = await Promise.all(
      ids.map((institutionId) => application.signIn('many@example.test', { institutionId })),
    )
    const got = answers.map(({ body }) => claimsIn(body.access_token).institutionId)
    expect(got).toEqual(ids)
  })

  test.each([
    ['an institution of somebody else', institutionIdAt(7)],
    ['an institution that does not exist', '11111111-1111-4111-8111-111111111111'],
    ['no id at all', 'first-national'],
  ])('is refused with access_denied for %s', async (_what, institutionId) => {
    const application = createTestApplication(simulator)
    await application.signIn('few@example.test')
    const { url } = await application.authorize('few@example.test', { institutionId })
    expect(url.origin).toBe(appUrl)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: 'the person has no access to the requested institution',
      state: 'the-state',
      iss: simulator.issuer,
    })
  })

  test('asks who is there before it refuses', async () => {
    const application = createTestApplication(simulator)
    const institutionId = institutionIdAt(7)
    const page = await application.browser.open(application.authorizationUrl({ institutionId }))
    expect(page.markup).toContain('<h1>Sign in</h1>')
    const { url } = await application.browser.submit(page, { email: 'few@example.test' })
    expect(url.searchParams.get('error')).toBe('access_denied')
  })

  test('may be implied by an External Application of one institution', async () => {
    const institutionId = institutionIdAt(1)
    const clientId = simulator.clients.forInstitution(institutionId)
    const application = createTestApplication(simulator, { clientId })
    const { body } = await application.signIn('few@example.test')
    expect(claimsIn(body.access_token)).toMatchObject({ institutionId, client_id: clientId })
    const other = await application.authorize('few@example.test', {
      institutionId: institutionIdAt(2),
    })
    expect(other.url.searchParams.get('error')).toBe('invalid_request')
  })
})

describe('the authorization request', () => {
  test('needs PKCE with S256', async () => {
    const { authorize } = createTestApplication(simulator)
    const without = await authorize('few@example.test', { code_challenge: undefined })
    expect(without.url.searchParams.get('error')).toBe('invalid_request')
    const plain = await authorize('few@example.test', { code_challenge_method: 'plain' })
    expect(plain.url.searchParams.get('error')).toBe('invalid_request')
  })

  test('knows the code flow only', async () => {
    const { authorize } = createTestApplication(simulator)
    const { url } = await authorize('few@example.test', { response_type: 'code id_token' })
    expect(url.href).toContain('error=unsupported_response_type')
  })

  test.each([
    `${appUrl}/api/oidc/callback/`,
    `${appUrl}/API/oidc/callback`,
    'http://localhost:3998/api/oidc/callback',
  ])('is answered with a page, not a redirect, for %s', async (redirect_uri) => {
    const { authorize } = createTestApplication(simulator)
    const page = await authorize('few@example.test', { redirect_uri })
    expect(page.status).toBe(400)
    expect(page.markup).toContain('<code>invalid_redirect_uri</code>')
  })

  test('is answered with invalid_client for an application that does not exist', async () => {
    const { authorize } = createTestApplication(simulator)
    const page = await authorize('few@example.test', { client_id: 'starter-nobody' })
    expect(page.markup).toContain('<code>invalid_client</code>')
  })

  test('with prompt=none is answered with login_required when nobody is signed in', async () => {
    const { authorize } = createTestApplication(simulator)
    const { url } = await authorize('few@example.test', { prompt: 'none' })
    expect(url.searchParams.get('error')).toBe('login_required')
  })

  test('with prompt=login asks again', async () => {
    const application = createTestApplication(simulator)
    await application.signIn('few@example.test')
    const page = await application.browser.open(application.authorizationUrl({ prompt: 'login' }))
    expect(page.markup).toContain('<h1>Sign in</h1>')
    const { url } = await application.browser.submit(page, { email: 'few@example.test' })
    expect(url.searchParams.get('code')).not.toBeNull()
  })

  test('with prompt=consent shows no consent page', async () => {
    const application = createTestApplication(simulator)
    const { body } = await application.signIn('few@example.test', { prompt: 'consent' })
    expect(body.refresh_token).toBeDefined()
  })

  test('puts what the claims parameter asks for into the ID token and UserInfo', async () => {
    const claims = JSON.stringify({ id_token: { email: null }, userinfo: { phone_number: null } })
    const application = createTestApplication(simulator)
    const { body } = await application.signIn('few@example.test', { claims, scope: 'openid' })
    expect(claimsIn(body.id_token)).toMatchObject({ email: 'few@example.test' })
    expect(claimsIn(body.id_token).name).toBeUndefined()
    const headers = { authorization: `Bearer ${body.access_token}` }
    const userinfo = await (await fetch(`${simulator.issuer}/me`, { headers })).json()
    expect(Object.keys(userinfo).sort()).toEqual(['institutionId', 'phone_number', 'sub'])
  })
})

describe('the code', () => {
  test('is refused the second time', async () => {
    const application = createTestApplication(simulator)
    const visit = await application.authorize('few@example.test')
    expect((await application.exchange(visit)).status).toBe(200)
    const again = await application.exchange(visit)
    expect(again.status).toBe(400)
    expect(again.body.error).toBe('invalid_grant')
  })

  test('is refused with another verifier', async () => {
    const visit = await createTestApplication(simulator).authorize('few@example.test')
    const { body } = await createTestApplication(simulator).exchange(visit)
    expect(body).toMatchObject({ error: 'invalid_grant' })
    expect(body.request_id).toMatch(/^[0-9a-f]{32}$/)
  })
})
