import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inventAccounts } from '@/lib/accounts/sample-accounts'
import { institutionIdAt } from '@/simulator/institutions'
import { accountsUrl, obtainTokens, readScope, writeScope } from '@/testing/account-services'
import { readAccountRows } from '@/testing/audit-trail'
import { type Flow, startFlow } from '@/testing/flow'

const editor = 'editor@example.test'
const [first, second] = [institutionIdAt(0), institutionIdAt(1)]
/** A certificate: its dates have rules. */
const account = inventAccounts(first).find(({ type }) => type === 'certificate')
const accountId = account?.accountId ?? ''

let flow: Flow
let token: string
let etag: string
beforeAll(async () => {
  flow = await startFlow()
  const scope = `openid ${readScope} ${writeScope}`
  token = (await obtainTokens(flow, { email: editor, scope, institutionId: first })).accessToken
  etag = (await call('GET', `/${accountId}`)).headers.get('etag') ?? ''
})
afterAll(() => flow.close())

const call = (
  method: string,
  below: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
) =>
  fetch(accountsUrl(flow, first, editor, below), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(/^P(UT|ATCH)$/.test(method) && { 'if-match': etag }),
      ...headers,
    },
    ...(body !== undefined && { body: isWritten(body) ? body : JSON.stringify(body) }),
  })
const isWritten = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array

/** Nothing of this file may change anything. */
let before: unknown[]
beforeEach(async () => {
  before ??= await readAccountRows(flow, first)
  return async () => expect(await readAccountRows(flow, first)).toEqual(before)
})

interface Problem {
  readonly code: string
  readonly errors?: { in: string; field: string; code: string; detail: string }[]
}

async function problemOf(response: Response): Promise<Problem & { status: number }> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return { ...((await response.json()) as Problem), status: response.status }
}

async function expectFields(
  response: Response,
  place: 'body' | 'query',
  ...fields: (readonly [field: string, code: string])[]
) {
  const { status, code, errors = [] } = await problemOf(response)
  expect([status, code]).toEqual([422, 'invalid_fields'])
  expect(errors.map((error) => [error.in, error.field, error.code])).toEqual(
    fields.map(([field, fieldCode]) => [place, field, fieldCode]),
  )
  for (const { detail } of errors) expect(detail).toMatch(/^[A-Z].*\.$/)
}

const long = (length: number) => 'x'.repeat(length)
const names = (count: number) => Array.from({ length: count }, (_, n) => n.toString(36))
const details = {
  name: 'Cedar Bakery Certificate',
  status: 'open',
  statementDelivery: 'paper',
  officer: 'Dana Whitfield',
  note: null,
  overdraftLimitCents: 0,
}

/** [field, value, code]: everything that a detail of an account cannot be. */
const badDetails: [field: keyof typeof details, value: unknown, code: string][] = [
  ['name', 7, 'wrong_type'],
  ['name', null, 'wrong_type'],
  ['name', ['a'], 'wrong_type'],
  ['name', '', 'too_short'],
  ['name', long(81), 'too_long'],
  ['name', 'a\u0000b', 'not_valid'],
  ['name', 'a\nb', 'not_valid'],
  ['name', 'a\ud800', 'not_valid'],
  ['name', ' a', 'not_valid'],
  ['name', '  ', 'not_valid'],
  ['status', 1, 'unknown_value'],
  ['status', null, 'unknown_value'],
  ['status', 'frozen', 'unknown_value'],
  ['status', 'OPEN', 'unknown_value'],
  ['statementDelivery', true, 'unknown_value'],
  ['statementDelivery', 'pigeon', 'unknown_value'],
  ['statementDelivery', long(1_000), 'unknown_value'],
  ['officer', 7, 'wrong_type'],
  ['officer', {}, 'wrong_type'],
  ['officer', '', 'too_short'],
  ['officer', long(81), 'too_long'],
  ['officer', 'a\u0007', 'not_valid'],
  ['note', 7, 'wrong_type'],
  ['note', [], 'wrong_type'],
  ['note', '', 'too_short'],
  ['note', long(501), 'too_long'],
  ['note', 'a\u0000', 'not_valid'],
  ['overdraftLimitCents', '100', 'wrong_type'],
  ['overdraftLimitCents', null, 'wrong_type'],
  ['overdraftLimitCents', 0.5, 'wrong_type'],
  ['overdraftLimitCents', -1, 'too_small'],
  ['overdraftLimitCents', 10_000_000_001, 'too_large'],
  ['overdraftLimitCents', 1e300, 'too_large'],
]

describe('PUT …/{id}', () => {
  const put = (body: unknown) => call('PUT', `/${accountId}`, { body })

  test.each(badDetails)('%s = %j: %s', async (field, value, code) => {
    await expectFields(await put({ ...details, [field]: value }), 'body', [field, code])
  })

  test.each(Object.keys(details) as (keyof typeof details)[])('without %s', async (field) => {
    const { [field]: _, ...rest } = details
    await expectFields(await put(rest), 'body', [field, 'required'])
  })

  test('names every bad field at once, in the body’s order of the schema', async () => {
    await expectFields(
      await put({ ...details, name: 7, overdraftLimitCents: -1, color: 'red' }),
      'body',
      ['name', 'wrong_type'],
      ['overdraftLimitCents', 'too_small'],
      ['color', 'unknown'],
    )
  })
})

describe('PATCH …/{id}', () => {
  const patch = (body: unknown) => call('PATCH', `/${accountId}`, { body })

  test.each(badDetails)('%s = %j: %s', async (field, value, code) => {
    await expectFields(await patch({ [field]: value }), 'body', [field, code])
  })

  test('without any field', async () => {
    await expectFields(await patch({}), 'body', ['', 'not_valid'])
  })
})

const badDates: [body: object, field: string, code: string][] = [
  'maturityOn',
  'nextReviewOn',
].flatMap((field): [object, string, string][] => [
  [{ [field]: 7 }, field, 'wrong_type'],
  [{ [field]: '' }, field, 'wrong_format'],
  [{ [field]: 'tomorrow' }, field, 'wrong_format'],
  [{ [field]: '2030-02-30' }, field, 'wrong_format'],
  [{ [field]: '2030-1-1' }, field, 'wrong_format'],
  [{ [field]: '2030-01-01T00:00:00Z' }, field, 'wrong_format'],
  [{ [field]: `2030-01-01${long(1_000)}` }, field, 'wrong_format'],
  [{ [field]: '-2030-01-01' }, field, 'wrong_format'],
  [{ [field]: '0001-01-01' }, field, 'not_valid'],
  [{ [field]: '9999-12-31' }, field, 'not_valid'],
  [{ [field]: '1999-01-01' }, field, 'not_valid'],
])

describe('PATCH …/{id}/dates', () => {
  const patch = (body: unknown) => call('PATCH', `/${accountId}/dates`, { body })

  test.each([
    ...badDates,
    [{ nextStatementOn: null }, 'nextStatementOn', 'wrong_type'],
    [{ nextStatementOn: 'soon' }, 'nextStatementOn', 'wrong_format'],
    [{ nextStatementOn: '1999-01-01' }, 'nextStatementOn', 'not_valid'],
    // A certificate ends at some time.
    [{ maturityOn: null }, 'maturityOn', 'not_valid'],
    [{ openedOn: '2020-01-01' }, 'openedOn', 'unknown'],
    [{ name: 'Other' }, 'name', 'unknown'],
    [{}, '', 'not_valid'],
  ] as [object, string, string][])('%j: %s %s', async (body, field, code) => {
    await expectFields(await patch(body), 'body', [field, code])
  })
})

describe('POST …/inquiry', () => {
  test.each([
    ['query', 7, 'wrong_type'],
    ['query', long(101), 'too_long'],
    ['query', 'a\u0000', 'not_valid'],
    ['types', 'loan', 'wrong_type'],
    ['types', [], 'too_short'],
    ['types', ['loan', 'loan', 'loan', 'loan', 'loan'], 'too_long'],
    ['types.0', ['crypto'], 'unknown_value'],
    ['statuses', {}, 'wrong_type'],
    ['statuses.1', ['open', null], 'unknown_value'],
    ['sort', 'name', 'wrong_type'],
    ['sort.by', { by: 'accountNumber' }, 'unknown_value'],
    ['sort.by', {}, 'required'],
    ['sort.direction', { by: 'name', direction: 'up' }, 'unknown_value'],
    ['sort.second', { by: 'name', second: 'type' }, 'unknown'],
    ['limit', '50', 'wrong_type'],
    ['limit', 0, 'too_small'],
    ['limit', -1, 'too_small'],
    ['limit', 201, 'too_large'],
    ['limit', 1.5, 'wrong_type'],
    ['offset', -1, 'too_small'],
    ['offset', 1_000_001, 'too_large'],
    ['offset', null, 'wrong_type'],
    ['accountNumber', '40', 'unknown'],
  ])('%s of %j: %s', async (field, value, code) => {
    const [member = ''] = field.split('.')
    const response = await call('POST', '/inquiry', { body: { [member]: value } })
    await expectFields(response, 'body', [field, code])
  })
})

describe('GET the list', () => {
  test.each([
    ['limit=0', 'limit', 'too_small'],
    ['limit=-1', 'limit', 'too_small'],
    ['limit=201', 'limit', 'too_large'],
    ['limit=ten', 'limit', 'wrong_format'],
    ['limit=', 'limit', 'wrong_format'],
    ['limit=1e1', 'limit', 'wrong_format'],
    ['limit=1&limit=2', 'limit', 'wrong_type'],
    [`offset=${'9'.repeat(400)}`, 'offset', 'wrong_format'],
    ['offset=-1', 'offset', 'too_small'],
    ['offset=1000001', 'offset', 'too_large'],
    ['page=2', 'page', 'unknown'],
    ['__proto__=1', '__proto__', 'unknown'],
  ])('?%s', async (query, field, code) => {
    await expectFields(await call('GET', `?${query}`), 'query', [field, code])
  })
})

const writes = [
  ['PUT', `/${accountId}`, details],
  ['PATCH', `/${accountId}`, { name: 'Other' }],
  ['PATCH', `/${accountId}/dates`, { nextReviewOn: null }],
] as const
const withBody = [...writes, ['POST', '/inquiry', {}] as const]

describe('a body', () => {
  test.each(withBody)('of %s %s that is no JSON object', async (method, below) => {
    for (const body of ['null', '[]', '7', '"text"', 'true']) {
      await expectFields(await call(method, below, { body }), 'body', ['', 'wrong_type'])
    }
    for (const body of ['', '{', "{'a':1}", '{"a":1}x']) {
      const { status, code } = await problemOf(await call(method, below, { body }))
      expect([body, status, code]).toEqual([body, 400, 'bad_request'])
    }
  })

  test.each(withBody)('of %s %s with members of no object', async (method, below, body) => {
    for (const name of ['__proto__', 'constructor', 'toString', 'version', 'institutionId']) {
      const text = JSON.stringify(body).replace(
        '{',
        `{"${name}":1${body && Object.keys(body).length > 0 ? ',' : ''}`,
      )
      await expectFields(await call(method, below, { body: text }), 'body', [name, 'unknown'])
    }
  })

  test.each(withBody)(
    'of %s %s that is declared as something else',
    async (method, below, body) => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
        const response = await call(method, below, { body, headers: { 'content-type': type } })
        const { status, code } = await problemOf(response)
        expect([status, code]).toEqual([415, 'unsupported_media_type'])
      }
    },
  )

  test.each(withBody)('of %s %s that says it is compressed', async (method, below, body) => {
    for (const coding of ['gzip', 'br', 'identity, gzip', 'x']) {
      const response = await call(method, below, { body, headers: { 'content-encoding': coding } })
      const { status, code } = await problemOf(response)
      expect([coding, status, code]).toEqual([coding, 415, 'unsupported_media_type'])
    }
  })

  test.each(withBody)('of %s %s that is read in two ways', async (method, below, body) => {
    const [name, value] = Object.entries({ query: '', ...body }).at(-1) ?? []
    const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`
    const escaped = member
      .replace('"', '"\\u00')
      .replace(/u00(.)/, (_, letter: string) => `u00${letter.charCodeAt(0).toString(16)}`)
    const latin = Buffer.from(`{"${name}":"Cr\u00e9dito"}`, 'latin1')
    for (const text of [`{${member},${member}}`, `{${member},${escaped}}`, latin]) {
      const { status, code } = await problemOf(await call(method, below, { body: text }))
      expect([String(text), status, code]).toEqual([String(text), 400, 'bad_request'])
    }
  })

  test('with thousands of unknown fields is refused at once, and some are named', async () => {
    const body = `{${names(7_000).map((name) => `"${name}":1`)}}`
    const started = performance.now()
    const { status, errors } = await problemOf(await call('POST', '/inquiry', { body }))
    expect(performance.now() - started).toBeLessThan(500)
    expect([status, errors?.length]).toEqual([422, 50])
  })

  test.each(withBody)('of %s %s beyond 64 kB', async (method, below) => {
    const response = await call(method, below, { body: JSON.stringify({ note: long(70_000) }) })
    const { status, code } = await problemOf(response)
    expect([status, code]).toEqual([413, 'body_too_large'])
  })
})

describe('a version', () => {
  test.each(writes)('that %s %s does not name', async (method, below, body) => {
    for (const ifMatch of ['', '*', '  ']) {
      const response = await call(method, below, { body, headers: { 'if-match': ifMatch } })
      const { status, code } = await problemOf(response)
      expect([ifMatch, status, code]).toEqual([ifMatch, 428, 'precondition_required'])
    }
  })

  test.each(writes)('that is not the account’s, for %s %s', async (method, below, body) => {
    for (const ifMatch of [
      '"0"',
      '"999"',
      `W/${etag}`,
      etag.replace('"', '"0'),
      '1',
      '"one"',
      `"${'9'.repeat(50)}"`,
      ',',
    ]) {
      const response = await call(method, below, { body, headers: { 'if-match': ifMatch } })
      const { status, code } = await problemOf(response)
      expect([ifMatch, status, code]).toEqual([ifMatch, 412, 'precondition_failed'])
    }
  })
})

describe('an account that is not here', () => {
  const elsewhere = inventAccounts(second)[0]?.accountId ?? ''
  test.each([
    ['of another institution', elsewhere],
    ['that nobody has', '0123456789abcdef'],
    ['in capitals', accountId.toUpperCase()],
    ['too long', `${accountId}0`],
    ['of a long text', long(2_000)],
    ['of a control character', `${accountId}%00`],
    ['negative', '-1'],
    ['of SQL', "'%20or%20''='"],
  ])('%s', async (_, id) => {
    const calls = [
      ['GET', `/${id}`],
      ['GET', `/${id}/account-summary`],
      ['GET', `/${id}/available-balance`],
      ['PUT', `/${id}`, details],
      ['PATCH', `/${id}`, { name: 'Other' }],
      ['PATCH', `/${id}/dates`, { nextReviewOn: null }],
    ] as const
    for (const [method, below, body] of calls) {
      const { status, code } = await problemOf(await call(method, below, body && { body }))
      expect([method, below, status, code]).toEqual([method, below, 404, 'not_found'])
    }
  })
})
