import { describe, expect, test } from 'vitest'
import { practiceDoctor, sessionSecret, testBroken } from '@/testing/doctor'

const practice = practiceDoctor()
const { base, doctor } = practice

describe('the configuration', () => {
  testBroken(practice, {
    'has no client id': [
      () => base({ JHI_CLIENT_ID: '' }),
      'failure configuration',
      /^JHI_CLIENT_ID must be set.*Users & Groups/,
    ],
    'has a value that is not known': [
      () => base({ LOG_LEVEL: 'loud' }),
      'failure configuration',
      /^LOG_LEVEL must be.*Write LOG_LEVEL=fatal, error, .* or silent/,
    ],
    'has a switch that is neither on nor off': [
      () => base({ JHI_DPOP: 'yes' }),
      'failure configuration',
      /^JHI_DPOP must be.*Write JHI_DPOP=on or off\.$/,
    ],
    'has a port that is none': [
      () => base({ PORT: '70000' }),
      'failure configuration',
      /^PORT .*Write a number from 1 to 65535, as in PORT=3000\.$/,
    ],
    'has an issuer without TLS': [
      () => base({ JHI_ISSUER: 'http://issuer.example/a' }),
      'failure configuration',
      /^JHI_ISSUER must use https.*Write https:\/\/issuer\.example\/a\.$/,
    ],
    'has no issuer': [
      () => base({ JHI_ISSUER: '', APP_URL: 'https://desk.example.com' }),
      'failure configuration',
      /^JHI_ISSUER must be set.*“issuer”.*let APP_URL be localhost/,
    ],
    'has an address with a path': [
      () => base({ APP_URL: 'https://desk.example.com/desk' }),
      'failure configuration',
      /^APP_URL must be an origin.*Write https:\/\/desk\.example\.com\.$/,
    ],
    'has a name with hyphens': [
      () => base({ 'JHI-CLIENT-KEYS': 'x' }),
      'failure configuration',
      /JHI-CLIENT-KEYS is set, and nothing reads it.*Write JHI_CLIENT_KEYS/,
    ],
    'has a name in lower case': [
      () => base({ jhi_client_keys: 'x' }),
      'failure configuration',
      /jhi_client_keys .*Write JHI_CLIENT_KEYS/,
    ],
    'has a wrong name beside the right one': [
      () => base({ jhi_client_id: 'x' }),
      'warning configuration',
      /Write JHI_CLIENT_ID/,
    ],
    'has a variable that nothing reads': [
      () => base({ JHI_TENANT: 'x' }),
      'warning configuration',
      /JHI_TENANT is set, and nothing reads it/,
    ],
    'has hyphens in private_key_jwt': [
      () => base({ JHI_CLIENT_AUTH: 'private-key-jwt' }),
      'failure configuration',
      /Write JHI_CLIENT_AUTH=private_key_jwt, with underscores/,
    ],
    'has hyphens in client_secret_basic': [
      () => base({ JHI_CLIENT_AUTH: 'client-secret-basic' }),
      'failure configuration',
      /Write JHI_CLIENT_AUTH=client_secret_basic/,
    ],
    'has quotes around a value': [
      () => base({ JHI_CLIENT_ID: '"starter"' }),
      'failure configuration',
      /JHI_CLIENT_ID has quotation marks.*Take them off/,
    ],
    'has the quotes of a word processor around a value': [
      () => base({ JHI_CLIENT_SECRET: '“simulator-only-secret”' }),
      'failure configuration',
      /JHI_CLIENT_SECRET has quotation marks/,
    ],
    'has a line break after a value': [
      () => base({ JHI_CLIENT_SECRET: 'simulator-only-secret\r' }),
      'failure configuration',
      /JHI_CLIENT_SECRET has blanks or a line break/,
    ],
  })

  test.each([
    ['localhost:3555', 'Write http://localhost:3555.'],
    ['desk.example.com', 'Write https://desk.example.com.'],
  ])('has an address without a scheme: %s', async (APP_URL, advice) => {
    const { checks, troubles } = await doctor(base({ APP_URL, SESSION_STORE: 'nowhere' }))
    expect(troubles).toMatchObject([
      { name: 'configuration', message: 'APP_URL has no scheme', advice },
      { name: 'configuration', message: expect.stringMatching(/^SESSION_STORE must/) },
      { name: 'left out', status: 'skipped' },
    ])
    expect(JSON.stringify(checks)).not.toContain('null/')
  })

  test('is not called complete above another failure of it', async () => {
    const { checks } = await doctor(base({ 'JHI-CLIENT-KEYS': 'x' }))
    const found = checks.filter(({ name }) => name === 'configuration')
    expect(found.map(({ status }) => status)).toEqual(['failure'])
  })

  test('has every problem in a line of its own', async () => {
    const { troubles } = await doctor(
      base({ JHI_CLIENT_ID: '', JHI_PAR: 'maybe', 'JHI-DPOP': 'on', JHI_ISSUER: 'nowhere' }),
    )
    const failures = troubles.filter(({ status }) => status === 'failure')
    expect(failures.map(({ message }) => message.split(' ')[0])).toEqual([
      'JHI_ISSUER',
      'JHI_CLIENT_ID',
      'JHI_PAR',
      'JHI-DPOP',
    ])
  })
})

describe('the redirect URI', () => {
  test('is said to the letter, with all else that is to be registered', async () => {
    const { checks } = await doctor(base({ APP_URL: 'https://desk.example.com' }))
    const said = checks.filter(({ name }) => name.endsWith('URI')).map(({ message }) => message)
    expect(said).toEqual([
      'register to the letter: https://desk.example.com/api/oidc/callback',
      'for npm run jhi -- login: http://localhost:4020/callback',
      'register as well: https://desk.example.com/signed-out',
      'if there is a field for it: https://desk.example.com/api/oidc/backchannel-logout',
      'for private_key_jwt: https://desk.example.com/.well-known/jwks.json',
    ])
  })

  testBroken(practice, {
    'is plain http': [
      () => base({ APP_URL: 'http://app.example.com' }),
      'failure redirect URI',
      /plain http.*Set APP_URL to https/,
    ],
    'is plain http in a private network': [
      () => base({ APP_URL: 'http://10.1.2.3:3000' }),
      'failure redirect URI',
      /other machines.*https/,
    ],
    'is plain http on a .local name': [
      () => base({ APP_URL: 'http://desk.local:3000' }),
      'failure redirect URI',
      /Jack Henry would register it, but sessions need https/,
    ],
    'has a host that Jack Henry does not list': [
      () => base({ APP_URL: 'http://[::1]:3000' }),
      'warning redirect URI',
      /Set APP_URL to localhost/,
    ],
    'has a slash at the end': [
      () => base({ APP_URL: 'https://app.example.com/' }),
      'warning redirect URI',
      /ends with a slash.*every letter and slash/,
    ],
    'has capitals': [
      () => base({ APP_URL: 'https://App.example.com' }),
      'warning redirect URI',
      /has capitals; https:\/\/app\.example\.com is used/,
    ],
    'names the usual port': [
      () => base({ APP_URL: 'https://app.example.com:443' }),
      'warning redirect URI',
      /names the port/,
    ],
  })
})

describe('the session secret', () => {
  testBroken(practice, {
    'is made here for a real provider': [
      () => base({ SESSION_SECRETS: '', JHI_ISSUER: 'https://issuer.invalid' }),
      'warning session secrets',
      /Fine on a laptop.*openssl rand/,
    ],
    'is one letter': [
      () => base({ SESSION_SECRETS: 'x'.repeat(40) }),
      'failure session secrets',
      /repeats itself.*openssl rand/,
    ],
    'has few letters': [
      () => base({ SESSION_SECRETS: 'abbaacdabcbbdaacbdabcdbacbdabacdbbca' }),
      'failure session secrets',
      /few different characters/,
    ],
    'is the text of an example': [
      () => base({ SESSION_SECRETS: `${sessionSecret},replace-me-with-a-long-random-secret` }),
      'failure session secrets',
      /number 2 of 2: reads like/,
    ],
    'is a row of keys': [
      () => base({ SESSION_SECRETS: 'abcdefghijklmnopqrstuvwxyz0123456789' }),
      'failure session secrets',
      /row of keys/,
    ],
    'stands there twice': [
      () => base({ SESSION_SECRETS: `${sessionSecret},${sessionSecret}` }),
      'warning session secrets',
      /same secret twice/,
    ],
  })

  test('is reported once when it is short', async () => {
    const { troubles } = await doctor(base({ SESSION_SECRETS: 'short' }))
    const failures = troubles.filter(({ status }) => status === 'failure')
    expect(failures.map(({ name }) => name)).toEqual(['session secrets'])
  })

  test('may be generated for the simulator', async () => {
    expect((await doctor(base({ SESSION_SECRETS: '' }))).troubles).toEqual([])
  })
})
