import { describe, expect, test } from 'vitest'
import { upstreamAddresses } from '@/testing/upstream-addresses'
import { ConfigError, parseConfig } from './parse-config'

const generateSessionSecret = () => 'generated-'.repeat(4)
const parse = (environment: Record<string, string>) =>
  parseConfig(environment, { generateSessionSecret })

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    parse(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const production = {
  ...upstreamAddresses,
  APP_URL: 'https://desk.example.com',
  JHI_ISSUER: 'https://login.example.com/a/oidc-provider/api/v0',
  JHI_CLIENT_ID: 'client',
  JHI_CLIENT_SECRET: 'secret',
  JHI_INSTITUTIONS_URL: 'https://api.example.com/users/{userId}/institutions',
  SESSION_SECRETS: 'a'.repeat(32),
}

describe('an empty environment', () => {
  test('uses the simulator on this machine', () => {
    expect(parse({})).toMatchObject({
      appUrl: 'http://localhost:3000',
      localUrl: 'http://localhost:3000',
      secure: false,
      usesSimulator: true,
      issuer: 'http://localhost:4010/a/oidc-provider/api/v0',
      discoveryUrl: 'http://localhost:4010/a/oidc-provider/api/v0/.well-known/openid-configuration',
      institutionParam: 'institutionId',
      institutionZero: null,
      sessionIdleSeconds: 900,
      sessionAbsoluteSeconds: 28_800,
      accountServicesUrl: 'http://localhost:3000/api/account-services/v1',
      sessionStore: { kind: 'sqlite', path: '.data/sessions.db' },
    })
  })

  test('follows moved ports', () => {
    expect(parse({ PORT: '3100', SIMULATOR_PORT: '4110' })).toMatchObject({
      appUrl: 'http://localhost:3100',
      issuer: 'http://localhost:4110/a/oidc-provider/api/v0',
      accountServicesUrl: 'http://localhost:3100/api/account-services/v1',
    })
  })

  test('is the same with every variable present and empty', () => {
    const empty = { APP_URL: '', JHI_ISSUER: '', JHI_CLIENT_ID: '', SESSION_SECRETS: '' }
    expect(parse(empty)).toEqual(parse({}))
  })
})

describe('an origin that others can reach', () => {
  test('takes a complete environment', () => {
    expect(parse(production)).toMatchObject({
      appUrl: 'https://desk.example.com',
      secure: true,
      usesSimulator: false,
      clientId: 'client',
      clientAuthentication: { method: 'client_secret_basic', secret: 'secret' },
    })
  })

  test('gets neither the simulator nor a generated secret', () => {
    expect(problemsOf({ ...upstreamAddresses, APP_URL: 'https://desk.example.com' })).toEqual([
      'JHI_ISSUER must be set',
      'JHI_CLIENT_ID must be set',
      'JHI_INSTITUTIONS_URL must be set',
      'SESSION_SECRETS must be set: one is generated for loopback origins only',
      'JHI_CLIENT_SECRET must be set, for client_secret_basic',
    ])
  })

  test.each([
    ['APP_URL', 'http://desk.example.com'],
    ['APP_URL', 'https://desk.example.com/app'],
    ['APP_URL', 'desk.example.com'],
    ['JHI_ISSUER', 'http://login.example.com'],
    ['JHI_DISCOVERY_URL', 'ftp://login.example.com/.well-known/openid-configuration'],
    ['JHI_DISCOVERY_URL', 'https://login.example.com'],
    ['JHI_INSTITUTIONS_URL', 'https://api.example.com/institutions'],
    ['JHI_CLIENT_ID', 'c'.repeat(256)],
    ['JHI_CLIENT_AUTH', 'none'],
    ['JHI_CLIENT_AUTH', 'private-key-jwt'],
    ['JHI_CLIENT_SIGNING_ALG', 'HS256'],
    ['JHI_CLIENT_ASSERTION_AUDIENCE', 'https://login.example.com/token'],
    ['JHI_PAR', 'on'],
    ['JHI_DPOP', 'required'],
    ['JHI_SCOPES', 'profile'],
    ['JHI_OPTIONAL_SCOPES', 'accounts.write "accounts.read"'],
    ['SAMPLE_DATA', 'yes'],
    ['DATABASE_URL', 'pglite:desk'],
    ['INSTITUTION_DIRECTORY', 'ldap'],
    ['DATABASE_URL', 'mysql://localhost/desk'],
    ['DATABASE_URL', 'localhost:5432'],
    ['SESSION_SECRETS', 'short'],
    ['SESSION_SECRETS', `${'a'.repeat(32)},short`],
    ['SESSION_STORE', 'memcached://localhost'],
    ['JHI_ID_TOKEN_ALG', 'HS256'],
    ['JHI_LOGOUT_TOKEN_TYPE', 'maybe'],
    ['SESSION_IDLE_MINUTES', '0'],
    ['SESSION_IDLE_MINUTES', 'soon'],
    ['PORT', '70000'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s by name, without repeating the value', (name, value) => {
    const problems = problemsOf({ ...production, [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} `))
    expect(problems[0]).not.toContain(value)
  })
})

describe('made-up data', () => {
  const loopback = { ...production, APP_URL: 'http://localhost:3000' }
  const simulator = { ...loopback, JHI_ISSUER: 'http://localhost:4010' }
  const own = { DATABASE_URL: 'postgres://desk@db.example/desk' }

  test.each([
    ['with the simulator', {}, true],
    ['with a database of one’s own beside it', own, true],
    ['with a provider on this machine', { ...simulator, ...own }, true],
    ['with a real provider, where nothing else is named', loopback, true],
    ['with a real provider and a database of one’s own', { ...loopback, ...own }, false],
    ['where others reach the application', production, false],
  ])('%s: %j', (_, environment: Record<string, string>, expected) => {
    expect(parse(environment).sampleData).toBe(expected)
  })

  test('as it is said, at a loopback origin alone', () => {
    expect(parse({ SAMPLE_DATA: 'off' }).sampleData).toBe(false)
    expect(parse({ ...loopback, ...own, SAMPLE_DATA: 'on' }).sampleData).toBe(true)
    expect(problemsOf({ ...production, SAMPLE_DATA: 'on' })).toEqual([
      'SAMPLE_DATA must be off: made-up data are for loopback origins only',
    ])
  })
})

test('the scopes that can be asked for later are a list, which may be empty', () => {
  expect(parse({}).optionalScopes).toEqual([
    'https://jackhenry.com/account-services/accounts.write',
  ])
  expect(parse({ JHI_OPTIONAL_SCOPES: ' a  b ' }).optionalScopes).toEqual(['a', 'b'])
  expect(parse({ JHI_OPTIONAL_SCOPES: '' }).optionalScopes).toEqual([])
})

test('lists every problem at once', () => {
  const problems = problemsOf({
    ...production,
    APP_URL: 'nowhere',
    JHI_CLIENT_AUTH: 'none',
    SESSION_IDLE_MINUTES: '999',
  })
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'APP_URL',
    'JHI_CLIENT_AUTH',
    'SESSION_IDLE_MINUTES',
  ])
})

describe('what one variable asks of another', () => {
  test.each([
    [{ JHI_CLIENT_AUTH: 'private_key_jwt' }, 'JHI_CLIENT_KEYS must be set, for private_key_jwt'],
    [
      { JHI_CLIENT_AUTH: 'none', JHI_CLIENT_SECRET: '' },
      expect.stringMatching(/^JHI_CLIENT_AUTH /),
      'JHI_CLIENT_SECRET must be set, or JHI_CLIENT_KEYS for private_key_jwt',
    ],
    [{ JHI_CLIENT_SECRET: '' }, 'JHI_CLIENT_SECRET must be set, for client_secret_basic'],
    [
      { JHI_SERVICE_CLIENT_ID: 'client', JHI_CLIENT_KEYS: 'keys.json' },
      'JHI_SERVICE_CLIENT_ID must be another application than JHI_CLIENT_ID',
    ],
    [{ JHI_SERVICE_CLIENT_ID: 'jobs' }, 'JHI_CLIENT_KEYS must be set, for JHI_SERVICE_CLIENT_ID'],
    [
      { INSTITUTION_DIRECTORY: 'both', JHI_INSTITUTIONS_URL: '' },
      'JHI_INSTITUTIONS_URL must be set',
    ],
    [{ INSTITUTION_DIRECTORY: 'file' }, 'INSTITUTIONS_FILE must be set, for the directory file'],
  ])('%j is refused', (variables, ...problems) => {
    expect(problemsOf({ ...production, ...variables })).toEqual(problems)
  })

  test.each(['file', 'entitlements'])('the directory %s needs no Banno Groups', (directory) => {
    const { JHI_INSTITUTIONS_URL: _, ...rest } = production
    const variables = { INSTITUTION_DIRECTORY: directory, INSTITUTIONS_FILE: 'institutions.json' }
    expect(parse({ ...rest, ...variables })).toMatchObject({
      institutionDirectory: directory,
      institutionsUrl: null,
    })
  })

  test('a key needs no secret', () => {
    const { JHI_CLIENT_SECRET: _, ...rest } = production
    const variables = { JHI_CLIENT_AUTH: 'private_key_jwt', JHI_CLIENT_KEYS: 'keys.json' }
    expect(parse({ ...rest, ...variables }).clientAuthentication).toEqual({
      method: 'private_key_jwt',
    })
  })

  test.each([
    ['', 'starter'],
    ['client_secret_post', 'starter-post'],
    ['private_key_jwt', 'starter-key'],
  ])('with %s the simulator’s own application is %s', (method, clientId) => {
    const variables = { JHI_CLIENT_AUTH: method, JHI_CLIENT_KEYS: 'keys.json' }
    expect(parse(variables).clientId).toBe(clientId)
  })
})

test('an empty JHI_INSTITUTION_PARAM means that none is sent', () => {
  expect(parse({ JHI_INSTITUTION_PARAM: '' }).institutionParam).toBeNull()
})

test('the first of several session secrets stays the first', () => {
  const [first, second] = ['1'.repeat(32), '2'.repeat(32)]
  expect(parse({ SESSION_SECRETS: `${first}, ${second}` }).sessionSecrets).toEqual([first, second])
})
