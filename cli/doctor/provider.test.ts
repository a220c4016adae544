import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { closeServer, listen } from '@/simulator/listening'
import { practiceDoctor, sessionSecret, type TestEnvironment, testBroken } from '@/testing/doctor'

const practice = practiceDoctor()
const { base, doctor, withKey } = practice

const metadata =
  (value: Record<string, unknown>, changes: TestEnvironment = {}) =>
  () => {
    practice.simulator.faults.set({ metadata: { value } })
    return base(changes)
  }
const faults =
  (...[settings]: Parameters<typeof practice.simulator.faults.set>) =>
  () => {
    practice.simulator.faults.set(settings)
    return base()
  }

describe('the metadata', () => {
  testBroken(practice, {
    'is where nobody listens': [
      () => base({ JHI_ISSUER: practice.nowhere }),
      'failure metadata',
      /cannot be reached: nothing listens at localhost:\d+ .*JHI_DISCOVERY_URL/,
    ],
    'is on a host that does not exist': [
      () => base({ JHI_ISSUER: 'https://issuer.invalid' }),
      'failure metadata',
      /cannot be reached.*JHI_ISSUER/,
    ],
    'is the simulator’s, which does not run': [
      () => ({ SIMULATOR_PORT: new URL(practice.nowhere).port, SESSION_SECRETS: sessionSecret }),
      'failure metadata',
      /npm run simulator/,
    ],
    'is at another path': [
      () => base({ JHI_DISCOVERY_URL: `${practice.simulator.origin}/a/.well-known/x` }),
      'failure metadata',
      /answers 404.*Remove JHI_DISCOVERY_URL\.$/,
    ],
    'is at the documented path, by another issuer': [
      () => base({ JHI_ISSUER: `${practice.simulator.origin}/elsewhere` }),
      'failure metadata',
      /answers 404.*It is at .*: set JHI_ISSUER=http:\/\/[^ ]*oidc-provider\/api\/v0\.$/,
    ],
    'is at the root, where its issuer has it too': [
      () => base({ JHI_ISSUER: practice.simulator.origin }),
      'failure metadata',
      /another path.*set JHI_ISSUER=http:\/\/[^ ]*oidc-provider\/api\/v0\.$/,
    ],
    'is at the root by JHI_DISCOVERY_URL, which is not needed': [
      () =>
        base({
          JHI_ISSUER: practice.simulator.origin,
          JHI_DISCOVERY_URL: `${practice.simulator.origin}/.well-known/openid-configuration?x`,
        }),
      'failure metadata',
      /set JHI_ISSUER=http:\/\/[^ ]* and remove JHI_DISCOVERY_URL\.$/,
    ],
    'answers by the host without www. alone': [
      () => base({ JHI_ISSUER: practice.simulator.issuer.replace('//', '//www.') }),
      'failure metadata',
      // Some machines know www.localhost, and hear the other issuer there.
      /localhost:\d+ (answers:|is the host you trust,) set JHI_ISSUER=http:\/\/localhost:[^ ]*v0(\.|, if)/,
    ],
    'is behind TLS that is not there': [
      () => base({ JHI_ISSUER: practice.simulator.issuer.replace('http:', 'https:') }),
      'failure metadata',
      /it answers without TLS/,
    ],
    fails: [faults({ discoveryStatus: { value: 500 } }), 'failure metadata', /answers 500/],
    'has an issuer with www.': [
      () => {
        const { issuer } = practice.simulator
        const found = issuer.replace('//', '//www.')
        return metadata(
          { issuer: found },
          { JHI_DISCOVERY_URL: `${issuer}/.well-known/openid-configuration` },
        )()
      },
      'failure metadata',
      /with and without www\..*set JHI_ISSUER=http:\/\/www\.localhost.* and JHI_DISCOVERY_URL=http:\/\/localhost/,
    ],
    'has an issuer without the slash at the end': [
      () => base({ JHI_ISSUER: `${practice.simulator.issuer}/` }),
      'failure metadata',
      /a slash at the end.*set JHI_ISSUER=[^ ]*v0\.$/,
    ],
    'has an issuer with another scheme': [
      () => metadata({ issuer: practice.simulator.issuer.replace('http:', 'https:') })(),
      'failure metadata',
      /http and https/,
    ],
    'has an issuer with capitals': [
      () => metadata({ issuer: practice.simulator.issuer.replace('oidc', 'OIDC') })(),
      'failure metadata',
      /: capitals/,
    ],
    'has an issuer on the old host': [
      metadata({ issuer: 'https://banno.com/a/oidc-provider/api/v0' }),
      'failure metadata',
      /banno\.com became login\.jackhenry\.com.*If banno\.com is the host you trust/,
    ],
    'has no issuer': [metadata({ issuer: null }), 'failure metadata', /names no issuer/],
  })

  test.each([
    ['leads elsewhere', 302, /sends on to .*openid-configuration.*not followed/],
    ['is a page', 200, /answers no JSON/],
  ])('%s', async (_, status, words) => {
    const server = createServer((_request, response) => {
      const location = `${practice.simulator.issuer}/.well-known/openid-configuration?a=b`
      response.writeHead(status, status === 302 ? { location } : {}).end('<p>Hello</p>')
    })
    const origin = `http://localhost:${await listen(server, 0)}`
    const { troubles } = await doctor(base({ JHI_DISCOVERY_URL: `${origin}/.well-known/x` }))
    const [first] = troubles
    expect(first).toMatchObject({ name: 'metadata', status: 'failure' })
    expect(`${first?.message} ${first?.advice}`).toMatch(words)
    await closeServer(server)
  })
})

test('a foreign issuer is told no secret, and its metadata is looked at all the same', async () => {
  const { tokenRequests } = practice.simulator
  const before = tokenRequests.total
  const value = { issuer: 'https://evil.example', revocation_endpoint: null }
  const { troubles } = await doctor(metadata(value)())
  expect(troubles.map(({ name, message }) => `${name}: ${message}`)).toEqual([
    expect.stringMatching(/^metadata: .*evil\.example/),
    'endpoints: the metadata has no revocation_endpoint',
    'left out: client authentication: not checked',
  ])
  expect(tokenRequests.total).toBe(before)
})

describe('the clock', () => {
  const skewed = (seconds: number) => faults({ clockSkewSeconds: { value: seconds } })
  testBroken(practice, {
    'is a little off': [skewed(12), 'warning clock', /1[0-2] s behind.*NTP/],
    'is far behind': [skewed(90), 'failure clock', /(8\d|90) s behind.*NTP.*refused/],
    'is far ahead': [skewed(-90), 'failure clock', /(8\d|9\d) s ahead.*NTP/],
  })
})

describe('the endpoints', () => {
  testBroken(practice, {
    'have no token endpoint': [
      metadata({ token_endpoint: null }),
      'failure endpoints',
      /no usable token_endpoint/,
    ],
    'have a token endpoint without TLS': [
      metadata({ token_endpoint: 'http://issuer.example/token' }),
      'failure endpoints',
      /token_endpoint is not https/,
    ],
    'have no revocation': [
      metadata({ revocation_endpoint: null }),
      'warning endpoints',
      /no revocation_endpoint.*stay valid/,
    ],
    'have no end of session': [
      metadata({ end_session_endpoint: null }),
      'warning endpoints',
      /no end_session_endpoint.*our session alone/,
    ],
    'have no UserInfo': [
      metadata({ userinfo_endpoint: null }),
      'warning endpoints',
      /no userinfo_endpoint.*profile/,
    ],
    'have no PAR where it is required': [
      () => base({ JHI_PAR: 'required' }),
      'failure endpoints',
      /JHI_PAR is required.*JHI_PAR=offered/,
    ],
    'insist on PAR where it is off': [
      metadata(
        {
          pushed_authorization_request_endpoint: 'https://issuer.example/request',
          require_pushed_authorization_requests: true,
        },
        { JHI_PAR: 'off' },
      ),
      'warning endpoints',
      /JHI_PAR is off.*insists/,
    ],
    'insist on PAR and have none': [
      metadata({ require_pushed_authorization_requests: true }),
      'failure endpoints',
      /insists.*no endpoint/,
    ],
    'are on another host': [
      metadata({ authorization_endpoint: 'https://login.example/auth' }),
      'warning endpoints',
      /authorization_endpoint: on another host.*aud of a client assertion is http:/,
    ],
  })
})

describe('the algorithms', () => {
  testBroken(practice, {
    'lack our client authentication': [
      metadata({ token_endpoint_auth_methods_supported: ['private_key_jwt'] }),
      'failure algorithms',
      /does not take client_secret_basic.*private_key_jwt/,
    ],
    'lack that of our key': [
      () => {
        const token_endpoint_auth_signing_alg_values_supported = ['PS256']
        metadata({ token_endpoint_auth_signing_alg_values_supported })()
        return withKey()
      },
      'failure algorithms',
      /signs with ES256.*JHI_CLIENT_SIGNING_ALG to one of PS256/,
    ],
    'lack that of JHI_ID_TOKEN_ALG': [
      metadata({ id_token_signing_alg_values_supported: ['ES256'] }, { JHI_ID_TOKEN_ALG: 'RS256' }),
      'failure algorithms',
      /unexpected JWT alg received, expected RS256, got: ES256.*Leave JHI_ID_TOKEN_ALG unset, or set it to ES256/,
    ],
    'are none that is safe for ID tokens': [
      metadata({ id_token_signing_alg_values_supported: ['HS256'] }),
      'failure algorithms',
      /none of them is safe/,
    ],
    'do not mention PKCE': [
      metadata({ code_challenge_methods_supported: null }),
      'warning algorithms',
      /does not mention PKCE/,
    ],
    'lack S256': [
      metadata({ code_challenge_methods_supported: ['plain'] }),
      'failure algorithms',
      /PKCE with S256/,
    ],
    'are several, and JHI_ID_TOKEN_ALG is one of them': [
      metadata(
        { id_token_signing_alg_values_supported: ['RS256', 'ES256'] },
        { JHI_ID_TOKEN_ALG: 'RS256' },
      ),
      'warning algorithms',
      /lists RS256, ES256: a sign-in will show.*Leave JHI_ID_TOKEN_ALG unset.*--sign-in/,
    ],
    'lack DPoP': [
      metadata({ dpop_signing_alg_values_supported: null }, { JHI_DPOP: 'on' }),
      'failure algorithms',
      /does not offer DPoP.*JHI_DPOP=off/,
    ],
    'lack ES256 for DPoP': [
      metadata({ dpop_signing_alg_values_supported: ['PS256'] }, { JHI_DPOP: 'on' }),
      'failure algorithms',
      /DPoP proofs with ES256/,
    ],
    'go with scopes that lack ours': [
      () => base({ JHI_SCOPES: 'openid unheard-of' }),
      'warning algorithms',
      /does not list unheard-of.*JHI_SCOPES/,
    ],
  })
})

test('JHI_ID_TOKEN_ALG may be the only algorithm there is, and bound tokens are told', async () => {
  const value = { id_token_signing_alg_values_supported: ['RS256'] }
  const environment = metadata(value, { JHI_ID_TOKEN_ALG: 'RS256', JHI_DPOP: 'on' })()
  const { checks, troubles } = await doctor(environment)
  expect(troubles).toEqual([])
  const found = checks.filter(({ name }) => name === 'algorithms').map(({ message }) => message)
  expect(found.join(' ')).toMatch(/tokens will be bound to a key of ours/)
})

test('the directory of a simulator that does not run is left out', async () => {
  const port = new URL(practice.nowhere).port
  const { checks } = await doctor({ SIMULATOR_PORT: port, SESSION_SECRETS: sessionSecret })
  expect(checks.find(({ name }) => name === 'directory')).toBeUndefined()
  const left = checks.filter(({ name }) => name === 'left out').map(({ message }) => message)
  expect(left).toEqual([
    'clock, endpoints, algorithms, provider keys, client authentication, directory: not checked',
  ])
})

describe('the provider’s keys', () => {
  testBroken(practice, {
    fail: [faults({ jwksStatus: { value: 500 } }), 'failure provider keys', /jwks answers 500/],
    'are out of reach': [
      () => metadata({ jwks_uri: `${practice.nowhere}/jwks` })(),
      'failure provider keys',
      /cannot be reached/,
    ],
    'are of another kind': [
      metadata({ id_token_signing_alg_values_supported: ['ES384'] }),
      'failure provider keys',
      /has no key for ES384/,
    ],
  })
})
