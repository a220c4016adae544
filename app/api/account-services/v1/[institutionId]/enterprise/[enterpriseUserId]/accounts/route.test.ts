import { afterAll, beforeAll, expect, test } from 'vitest'
import { getAccessToken } from '@/lib/auth/get-access-token'
import { readSession } from '@/lib/auth/read-session'
import { institutionIdAt } from '@/simulator/institutions'
import { type Flow, startFlow, subjectOf } from '@/testing/flow'

let flow: Flow
let tokens: { zero: string; first: string }
let cookie: string
const few = 'few@example.test'
const [first, second] = [institutionIdAt(0), institutionIdAt(1)]
const me = subjectOf(few)

beforeAll(async () => {
  flow = await startFlow()
  const browser = flow.newBrowser()
  await browser.authorize(few)
  await browser.authorize(few, first)
  cookie = browser.cookie('jhi_session') ?? ''
  const session = await readSession(flow.context, {
    sessionSeal: cookie,
    activity: false,
    accessTo: 'all',
  })
  if (session === null) throw new Error('no session')
  tokens = {
    zero: await getAccessToken(flow.context, { session, institutionId: null }),
    first: await getAccessToken(flow.context, { session, institutionId: first }),
  }
})
afterAll(() => flow.close())

const accounts = (institutionId: string, userId: string, id = '') =>
  `${flow.appUrl}/api/account-services/v1/${institutionId}/enterprise/${userId}/accounts${id}`
const get = (url: string, token?: string) =>
  fetch(url, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })

test('the institution’s own token reads the accounts and one of them', async () => {
  const list = await (await get(accounts(first, me), tokens.first)).json()
  expect(list).toMatchObject({ offset: 0, limit: 50, permissions: expect.any(Array) })
  expect([list.accounts.length, list.total > 100]).toEqual([50, true])
  const [account] = list.accounts
  expect(Number.isInteger(account.currentBalanceCents)).toBe(true)
  const one = await get(accounts(first, me, `/${account.accountId}`), tokens.first)
  expect(one.headers.get('etag')).toBe('"1"')
  expect(await one.json()).toMatchObject(account)
})

const presented = {
  none: () => undefined,
  garbled: () => 'a.b.c',
  first: () => tokens.first,
  zero: () => tokens.zero,
}

test.each([
  ['no token', 'none', first, me, 401, 'invalid_token'],
  ['a garbled token', 'garbled', first, me, 401, 'invalid_token'],
  ['a token for another institution', 'first', second, me, 403, 'institution_mismatch'],
  ['a token of institution zero', 'zero', first, me, 403, 'institution_mismatch'],
  ['another user’s id', 'first', first, 'someone', 403, 'user_mismatch'],
] as const)(
  '%s is refused before any look-up',
  async (_, token, institution, user, status, code) => {
    for (const id of ['', '/unknown']) {
      const response = await get(accounts(institution, user, id), presented[token]())
      expect([response.status, (await response.json()).code]).toEqual([status, code])
    }
  },
)

test('a session cookie opens nothing here', async () => {
  const response = await fetch(accounts(first, me), {
    headers: { cookie: `jhi_session=${cookie}` },
  })
  expect([response.status, response.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer, DPoP algs="ES256 ES384 ES512 PS256 PS384"',
  ])
})

test('an account that is not the user’s is not found', async () => {
  const response = await get(accounts(first, me, '/0123456789abcdef'), tokens.first)
  expect([response.status, (await response.json()).code]).toEqual([404, 'not_found'])
})
