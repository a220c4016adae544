import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inventAccounts } from '@/lib/accounts/sample-accounts'
import { institutionIdAt } from '@/simulator/institutions'
import { accountsUrl, obtainTokens, readScope, writeScope } from '@/testing/account-services'
import { findAuditLines, readAccountRows } from '@/testing/audit-trail'
import { type Flow, startFlow, subjectOf } from '@/testing/flow'

const editor = 'editor@example.test'
const [first, second] = [institutionIdAt(0), institutionIdAt(1)]
const accountId = inventAccounts(first)[0]?.accountId ?? ''
const scope = `openid ${readScope} ${writeScope}`

let flow: Flow
let good: string
const presented: Record<string, Record<string, string>> = {}

beforeAll(async () => {
  flow = await startFlow()
  const obtained = await obtainTokens(flow, { email: editor, scope, institutionId: first })
  good = obtained.accessToken
  const other = await obtainTokens(flow, { email: editor, scope, institutionId: second })
  const zero = await obtainTokens(flow, { email: editor, scope })
  const stranger = await obtainTokens(flow, {
    ...{ email: 'reader@example.test', scope },
    institutionId: first,
  })
  const browser = flow.newBrowser()
  await browser.authorize(editor)
  await browser.authorize(editor, first)
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  Object.assign(presented, {
    'no token': {},
    'a session cookie': { cookie: `jhi_session=${browser.cookie('jhi_session')}` },
    'an ID token': bearer(obtained.idToken),
    'an unsigned token': bearer(unsign(good)),
    'a token of another key': bearer(await signAnew(good)),
    'a token that was changed': bearer(change(good)),
    'a token in the query': {},
    'a token of another scheme': { authorization: `Basic ${good}` },
    'a token of institution zero': bearer(zero.accessToken),
    'a token of another institution': bearer(other.accessToken),
    'another user’s token': bearer(stranger.accessToken),
  })
}, 60_000)
afterAll(() => flow.close())

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const payloadOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
const unsign = (token: string) =>
  `${encode({ alg: 'none', typ: 'at+jwt' })}.${token.split('.')[1]}.`
const change = (token: string) => {
  const [header, , signature] = token.split('.')
  return `${header}.${encode({ ...payloadOf(token), sub: 'somebody' })}.${signature}`
}

async function signAnew(token: string): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const { kid = 'foreign' } = await exportJWK(publicKey)
  return new SignJWT(payloadOf(token))
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid })
    .sign(privateKey)
}

const calls = [
  ['GET', `/${accountId}`, 'account.get'],
  ['PATCH', `/${accountId}`, 'account.change-details'],
] as const

async function refuse(
  headers: Record<string, string>,
  { email = editor, search = '' }: { email?: string; search?: string } = {},
) {
  return Promise.all(
    calls.map(async ([method, below, action]) => {
      const response = await fetch(accountsUrl(flow, first, email, below) + search, {
        method,
        headers: {
          ...headers,
          'x-request-id': 'caller-request-1',
          ...(method === 'PATCH' && { 'content-type': 'application/json', 'if-match': '"1"' }),
        },
        ...(method === 'PATCH' && { body: '{"name":"Taken over"}' }),
      })
      const problem = await response.json()
      const requestId = response.headers.get('x-request-id') ?? ''
      expect(Object.keys(problem).sort()).toEqual(['code', 'requestId', 'status', 'title', 'type'])
      expect(problem.requestId).toBe(requestId)
      const [line, ...more] = await findAuditLines(flow, requestId)
      expect(more).toEqual([])
      expect(line).toMatchObject({
        ...{ action, outcome: 'refused', resource: accountId, isRecent: true },
        ...{ callerRequestId: 'caller-request-1', institutionId: first },
        detail: { reason: problem.code },
      })
      return { status: response.status, code: problem.code, response, line }
    }),
  )
}

test.each([
  ['no token', 401, 'invalid_token'],
  ['a session cookie', 401, 'invalid_token'],
  ['an ID token', 401, 'invalid_token'],
  ['an unsigned token', 401, 'invalid_token'],
  ['a token of another key', 401, 'invalid_token'],
  ['a token that was changed', 401, 'invalid_token'],
  ['a token of another scheme', 401, 'invalid_token'],
])('%s: %d %s, noted without a name', async (name, status, code) => {
  for (const refused of await refuse(presented[name] ?? {})) {
    expect([refused.status, refused.code]).toEqual([status, code])
    expect(refused.response.headers.get('www-authenticate')).toMatch(/^Bearer\b/)
    expect([refused.line?.subject, refused.line?.clientId]).toEqual([null, null])
  }
})

test('a token in the query is none', async () => {
  const [refused] = await refuse({}, { search: `?access_token=${good}` })
  expect([refused?.status, refused?.code]).toEqual([401, 'invalid_token'])
})

test.each([
  ['a token of institution zero', 403, 'institution_mismatch', editor],
  ['a token of another institution', 403, 'institution_mismatch', editor],
  ['another user’s token', 403, 'user_mismatch', 'reader@example.test'],
])('%s: %d %s, noted with who it was', async (name, status, code, person) => {
  for (const refused of await refuse(presented[name] ?? {})) {
    expect([refused.status, refused.code]).toEqual([status, code])
    const { simulator } = flow
    expect(refused.line).toMatchObject({
      subject: subjectOf(person),
      clientId: simulator.clients.basic,
    })
  }
})

test('another user’s id with one’s own token', async () => {
  const bearer = { authorization: `Bearer ${good}` }
  for (const refused of await refuse(bearer, { email: 'reader@example.test' })) {
    expect([refused.status, refused.code]).toEqual([403, 'user_mismatch'])
  }
})

test('nothing has changed, and the good token still reads', async () => {
  const response = await fetch(accountsUrl(flow, first, editor, `/${accountId}`), {
    headers: { authorization: `bearer ${good}` },
  })
  expect([response.status, response.headers.get('etag')]).toEqual([200, '"1"'])
  for (const row of await readAccountRows(flow, first)) expect(row).toMatchObject({ version: 1 })
})

test('strangers fill the log and not the table', async () => {
  const counts = await Promise.all(
    Array.from({ length: 80 }, async () => {
      const response = await fetch(accountsUrl(flow, first, editor))
      expect(response.status).toBe(401)
      return (await findAuditLines(flow, response.headers.get('x-request-id') ?? '')).length
    }),
  )
  const noted = counts.reduce((sum, count) => sum + count, 0)
  expect(noted).toBeGreaterThan(0)
  expect(noted).toBeLessThanOrEqual(60)
})

test('an expired token', async () => {
  flow.advance(12 * 60_000)
  for (const headers of [{ authorization: `Bearer ${good}` }]) {
    const [refused] = await refuse(headers)
    expect([refused?.status, refused?.code]).toEqual([401, 'invalid_token'])
    expect(refused?.response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  }
})
