import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { simulatorClients } from '@/simulator/simulator-clients'
import { createKeyInFile } from '@/testing/client-keys'
import { type Flow, type FlowBrowser, startFlow, subjectOf } from '@/testing/flow'
import { createTemporaryFile } from '@/testing/temporary-file'

const few = 'few@example.test'
const institutionId = institutionIdAt(0)
const accountsPath = `/api/bff/${institutionId}/account-services/enterprise/${subjectOf(few)}/accounts`
const keyFile = createTemporaryFile({
  keys: [
    createKeyInFile('es', { alg: 'ES256' }),
    createKeyInFile('rs', { alg: 'RS256' }),
    createKeyInFile('ps', { alg: 'PS256' }),
  ],
})
afterAll(() => keyFile.remove())

const { basic, post, privateKey, odd, oddSecret } = simulatorClients
const withKey = {
  clientId: privateKey,
  method: 'private_key_jwt',
  more: { JHI_CLIENT_KEYS: keyFile.path },
}
interface Proof {
  readonly name: string
  readonly clientId: string
  readonly method: string
  readonly more?: Record<string, string>
  /** Of the assertion: what signs it, and the end of its audience after the issuer. */
  readonly signed?: { alg: string; kid: string; audience: '' | '/token' }
}
const proofs: Proof[] = [
  { name: 'client_secret_basic', clientId: basic, method: 'client_secret_basic' },
  {
    name: 'client_secret_basic, form-encoded',
    clientId: odd,
    method: 'client_secret_basic',
    more: { JHI_CLIENT_SECRET: oddSecret },
  },
  { name: 'client_secret_post', clientId: post, method: 'client_secret_post' },
  { ...withKey, name: 'private_key_jwt', signed: { alg: 'PS256', kid: 'ps', audience: '' } },
  {
    ...withKey,
    name: 'private_key_jwt, ES256',
    more: { ...withKey.more, JHI_CLIENT_SIGNING_ALG: 'ES256' },
    signed: { alg: 'ES256', kid: 'es', audience: '' },
  },
  {
    ...withKey,
    name: 'private_key_jwt, RS256 for the token endpoint',
    more: {
      ...withKey.more,
      JHI_CLIENT_SIGNING_ALG: 'RS256',
      JHI_CLIENT_ASSERTION_AUDIENCE: 'token_endpoint',
    },
    // The newest key signs; that one of RSA may sign with either.
    signed: { alg: 'RS256', kid: 'ps', audience: '/token' },
  },
]

const combinations = proofs.flatMap((proof) =>
  [false, true].flatMap((par) => [false, true].map((dpop) => ({ ...proof, par, dpop }))),
)

describe.each(combinations)('$name, PAR $par, DPoP $dpop', (combination) => {
  const { clientId, method, more, signed, par, dpop } = combination
  let flow: Flow
  let browser: FlowBrowser
  beforeAll(async () => {
    flow = await startFlow(
      {
        JHI_CLIENT_ID: clientId,
        JHI_CLIENT_AUTH: method,
        ...more,
        JHI_PAR: par ? 'required' : 'off',
        JHI_DPOP: dpop ? 'on' : 'off',
        SESSION_IDLE_MINUTES: '60',
        // Without `profile` the ID token has no name, so UserInfo is asked too.
        JHI_SCOPES: 'openid offline_access https://jackhenry.com/account-services/accounts.read',
      },
      {},
      {
        pushedAuthorizationRequests: par ? 'required' : 'off',
        dpopNonce: dpop,
        assertionAudience: signed?.audience === '/token' ? 'token_endpoint' : 'issuer',
      },
    )
    browser = flow.newBrowser()
  })
  afterAll(() => flow.close())

  /** Every request in which the provider was told who we are. */
  const told = () => [
    ...flow.simulator.tokenRequests.entries,
    ...flow.simulator.clientRequests.entries,
  ]

  test('signs in, lists, opens an institution and calls with its access', async () => {
    expect((await browser.authorize(few)).url.pathname).toBe('/institutions')
    const userInfo = flow.simulator.requests.filter(({ path }) => path.endsWith('/me'))
    expect(userInfo.at(-1)?.status).toBe(200)
    expect((await (await browser.call('/api/institutions')).json()).total).toBe(5)
    expect((await browser.authorize(few, institutionId)).url.pathname).toBe(`/i/${institutionId}`)
    expect((await browser.call(accountsPath)).status).toBe(200)
  })

  test('refreshes and calls again', async () => {
    flow.advance(11 * 60_000)
    expect((await browser.call(accountsPath)).status).toBe(200)
    const refreshes = flow.simulator.tokenRequests.entries.filter(
      ({ grantType, status }) => grantType === 'refresh_token' && status === 200,
    )
    expect(refreshes.length).toBeGreaterThan(0)
  })

  test('signs out and revokes both refresh tokens', async () => {
    const signedOut = await browser.post('/api/oidc/logout')
    const leaving = new URL(signedOut.headers.get('location') ?? '')
    expect(leaving.searchParams.get('client_id')).toBe(clientId)
    expect((await browser.call(accountsPath)).status).toBe(401)
    const revocations = flow.simulator.clientRequests.entries.filter(
      ({ path }) => path === '/token/revocation',
    )
    expect(revocations.map(({ status }) => status)).toEqual([200, 200])
  })

  test('says each time who it is, in the configured way and no other', () => {
    expect(told().length).toBeGreaterThanOrEqual(5)
    for (const request of told()) expect(request).toMatchObject({ clientId, clientAuth: method })
    const pushed = flow.simulator.clientRequests.entries.filter(({ path }) => path === '/request')
    expect(pushed).toHaveLength(par ? 2 : 0)
  })

  test('binds tokens to a key for each institution, or to none', () => {
    const keys = flow.simulator.tokenRequests.entries
      .filter(({ status }) => status === 200)
      .map((request) => request.dpop?.thumbprint)
    expect(new Set(keys).size).toBe(dpop ? 2 : 1)
    expect(keys.every((key) => (key === undefined) !== dpop)).toBe(true)
  })

  if (signed === undefined) return
  test('signs an assertion for one audience, for a minute, and never twice the same', () => {
    const { audience, ...header } = signed
    const aud = `${flow.simulator.issuer}${audience}`
    const assertions = told().map(({ assertion }) => assertion)
    for (const assertion of assertions) {
      expect(assertion?.header).toEqual(header)
      const { iat = 0, exp = 0, ...claims } = assertion?.claims ?? {}
      expect(claims).toMatchObject({ iss: privateKey, sub: privateKey, aud })
      expect(exp - iat).toBe(60)
      // Seconds: in milliseconds an assertion would never end.
      expect(exp).toBeLessThan(10_000_000_000)
    }
    const ids = assertions.map((assertion) => assertion?.claims.jti)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
