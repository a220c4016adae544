import { describe, expect, test } from 'vitest'
import { ConfigError } from '@/lib/config/parse-config'
import { parseApplications } from './applications-file'

const file = { variable: 'JHI_APPLICATIONS', path: '/secrets/applications.json' }
const secret = 'the-secret-of-one-application'
const [withSecret, withKey] = ['client_secret_basic', 'private_key_jwt'] as const
const taken = new Map([
  ['for-all', 'JHI_CLIENT_ID'],
  ['for-jobs', 'JHI_SERVICE_CLIENT_ID'],
])

function parse(
  content: unknown,
  {
    defaults: method = withSecret,
    hasKeys = true,
  }: { defaults?: typeof withSecret | typeof withKey; hasKeys?: boolean } = {},
) {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return parseApplications(file, text, { method, hasKeys, taken })
}

function problemsOf(...parameters: Parameters<typeof parse>): readonly string[] {
  try {
    parse(...parameters)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const entry = (clientId: string) => ({ clientId, clientSecret: secret })
const fields = 'there are clientId, clientAuth, clientSecret and serviceClientId'
const notAnObject = 'is not an object: institution id → application'

describe('a file that is not usable is refused by file and field, never by value', () => {
  test.each<[what: string, content: unknown, problems: string[]]>([
    ['no JSON', `{"a": {"clientSecret": "${secret}`, ['is not JSON']],
    ['PEM', `-----BEGIN PRIVATE KEY-----\n${secret}`, ['is PEM; a JSON file is needed']],
    ['a list', [entry('a')], [notAnObject]],
    ['text', JSON.stringify(secret), [notAnObject]],
    ['null', 'null', [notAnObject]],
    ['no object for an institution', { a: secret }, ['"a" must be an object with a clientId']],
    ['an empty object', { a: {} }, ['"a".clientId is missing or not text']],
    ['an empty id', { a: entry('') }, ['"a".clientId must not be empty']],
    ['an institution without an id', { '': entry('x') }, ['"" is no institution id']],
    ['a client id twice', { a: entry('x'), b: entry('x') }, ['"b".clientId is that of "a"']],
    ['that of JHI_CLIENT_ID', { a: entry('for-all') }, ['"a".clientId is that of JHI_CLIENT_ID']],
    [
      'a secret beside private_key_jwt',
      { a: { ...entry('x'), clientAuth: 'private_key_jwt' } },
      ['"a".clientSecret is not used with private_key_jwt'],
    ],
    [
      'a name twice in an entry',
      '{"a": {"clientId": "x", "clientSecret": "s", "clientId": "z"}}',
      ['"clientId" stands twice in one object'],
    ],
    [
      'an institution twice, once as null',
      '{"a": null, "a": {}}',
      ['"a" stands twice in one object'],
    ],
    [
      'a field whose name is long',
      { a: { ...entry('x'), ['f'.repeat(1_000)]: 1 } },
      [`"a" has no field "${'f'.repeat(60)}": ${fields}`],
    ],
    [
      'that of the application for jobs',
      { a: entry('for-jobs') },
      ['"a".clientId is that of JHI_SERVICE_CLIENT_ID'],
    ],
    [
      'an id that objects have already',
      '{"__proto__": {}}',
      ['"__proto__".clientId is missing or not text'],
    ],
    [
      'a client id as a service client id',
      { a: entry('x'), b: { ...entry('y'), serviceClientId: 'x' } },
      ['"b".serviceClientId is that of "a"'],
    ],
    [
      'one id for both applications of an institution',
      { a: { ...entry('x'), serviceClientId: 'x' } },
      ['"a".serviceClientId is that of "a"'],
    ],
    [
      'a secret that is missing',
      { a: { clientId: 'x' } },
      ['"a".clientSecret is missing, for client_secret_basic'],
    ],
    [
      'a secret that is empty',
      { a: { clientId: 'x', clientSecret: '' } },
      ['"a".clientSecret must not be empty'],
    ],
    [
      'a secret that is no text',
      { a: { clientId: 'x', clientSecret: [secret] } },
      ['"a".clientSecret must be text'],
    ],
    [
      'a method with hyphens',
      { a: { ...entry('x'), clientAuth: 'client-secret-post' } },
      ['"a".clientAuth must be one of client_secret_basic, client_secret_post, private_key_jwt'],
    ],
    [
      'fields with hyphens and underscores',
      { a: { ...entry('x'), 'client-auth': secret, client_secret: secret } },
      [`"a" has no field "client-auth": ${fields}`, `"a" has no field "client_secret": ${fields}`],
    ],
    [
      'an institution twice',
      `{"a": ${JSON.stringify(entry('x'))}, "\\u0061" :\n${JSON.stringify(entry('y'))}}`,
      ['"a" stands twice in one object'],
    ],
    [
      'several at once',
      { a: { clientId: 5 }, b: { clientId: 'x' }, c: entry('for-all') },
      [
        '"a".clientId is missing or not text',
        '"b".clientSecret is missing, for client_secret_basic',
        '"c".clientId is that of JHI_CLIENT_ID',
      ],
    ],
  ])('%s', (_what, content, problems) => {
    const found = problemsOf(content)
    const expected = problems.map((problem) => `${file.variable}: ${file.path}: ${problem}`)
    expect(found).toEqual(expected)
    expect(found.join()).not.toContain(secret)
  })

  test('for keys that are not there', () => {
    const content = {
      a: { clientId: 'x', clientAuth: 'private_key_jwt' },
      b: { ...entry('y'), serviceClientId: 'z' },
    }
    expect(problemsOf(content, { hasKeys: false })).toEqual([
      expect.stringMatching(/"a"\.clientAuth is private_key_jwt, and JHI_CLIENT_KEYS is not set$/),
      expect.stringMatching(/"b"\.serviceClientId needs keys: JHI_CLIENT_KEYS is not set$/),
    ])
  })

  test('also when a value is as long as the file may be', () => {
    const long = 'x'.repeat(15_000_000)
    const [problem = '', ...others] = problemsOf({ a: { ...entry('x'), clientSecret: long } })
    expect(others).toEqual([])
    expect(problem).toContain('"a".clientSecret')
    expect(problem.length).toBeLessThan(200)
  })
})

describe('an application of an institution', () => {
  test('authenticates as it says, else as the one for all does', () => {
    const applications = parse({
      a: entry('x'),
      b: { ...entry('y'), clientAuth: 'client_secret_post' },
      c: { clientId: 'z', clientAuth: 'private_key_jwt' },
    })
    expect([...applications.values()].map(({ application }) => application)).toEqual([
      {
        clientId: 'x',
        institutionId: 'a',
        authentication: { method: 'client_secret_basic', secret },
      },
      {
        clientId: 'y',
        institutionId: 'b',
        authentication: { method: 'client_secret_post', secret },
      },
      { clientId: 'z', institutionId: 'c', authentication: { method: 'private_key_jwt' } },
    ])
    expect(parse({ a: { clientId: 'x' } }, { defaults: withKey }).get('a')?.application).toEqual({
      clientId: 'x',
      institutionId: 'a',
      authentication: { method: 'private_key_jwt' },
    })
  })

  test('may have one for jobs beside it, which always proves itself with a key', () => {
    const applications = parse({ a: { ...entry('x'), serviceClientId: 'jobs' }, b: entry('y') })
    expect(applications.get('a')?.service).toEqual({
      clientId: 'jobs',
      institutionId: 'a',
      authentication: { method: 'private_key_jwt' },
    })
    expect(applications.get('b')?.service).toBeNull()
  })

  test('is not needed: an empty object is a file', () => {
    expect(parse({}).size).toBe(0)
  })

  test('may be named like a field, or have quotes in its name', () => {
    const names = ['clientId', 'say "a": {', 'back\\slash']
    const content = Object.fromEntries(names.map((name) => [name, entry(`of ${name}`)]))
    expect([...parse(content).keys()]).toEqual(names)
  })
})

test('an entry that brings a secret uses it, also where keys are usual', () => {
  const applications = parse({ a: entry('x') }, { defaults: withKey })
  expect(applications.get('a')?.application.authentication).toEqual({
    method: 'client_secret_basic',
    secret,
  })
})

test('the same name in several objects is no repetition, nor is one within a text', () => {
  const odd = JSON.stringify({ clientId: 'a": {', clientSecret: '"clientId":' })
  const text = `{"a":${odd},"b":{"clientId":"b","clientSecret":"s"}}`
  expect([...parse(text).keys()]).toEqual(['a', 'b'])
})
