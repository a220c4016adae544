import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inventAccounts } from '@/lib/accounts/sample-accounts'
import { entitledPermissions } from '@/lib/guard/entitled-permissions'
import { importEntitlements } from '@/lib/institutions/entitlements-import'
import { institutionIdAt } from '@/simulator/institutions'
import { accountsUrl, obtainTokens, readScope, writeScope } from '@/testing/account-services'
import { findAuditLines } from '@/testing/audit-trail'
import { type Flow, startFlow, subjectOf } from '@/testing/flow'

type Person = 'reader' | 'editor' | 'neither'
const emailOf = (person: Person) => `${person}@example.test`
const [first, second, third] = [institutionIdAt(0), institutionIdAt(1), institutionIdAt(2)]
const invented = inventAccounts(first)

let flow: Flow
const tokens = new Map<string, string>()
beforeAll(async () => {
  flow = await startFlow()
  for (const person of ['reader', 'editor', 'neither'] as const) {
    for (const institutionId of [first, second, third]) {
      const scope = `openid ${readScope} ${writeScope}`
      const obtained = await obtainTokens(flow, { email: emailOf(person), scope, institutionId })
      tokens.set(`${person} ${institutionId}`, obtained.accessToken)
    }
  }
}, 60_000)
afterAll(() => flow.close())

async function send(
  person: Person,
  below: string,
  {
    at = first,
    method = 'GET',
    body,
    ifMatch,
  }: { at?: string; method?: string; body?: object; ifMatch?: string } = {},
) {
  const response = await fetch(accountsUrl(flow, at, emailOf(person), below), {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(`${person} ${at}`)}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  const requestId = response.headers.get('x-request-id') ?? ''
  return { status: response.status, answer, etag: response.headers.get('etag'), requestId }
}
const inquire = async (person: Person, body: object, at = first) =>
  (await send(person, '/inquiry', { at, method: 'POST', body })).answer

describe('what the simulator’s people may do', () => {
  test.each([
    ['reader', first, ['accounts.view', 'accounts.view-balances']],
    ['reader', third, ['accounts.view', 'accounts.view-balances']],
    [
      'editor',
      first,
      [
        ...['accounts.view', 'accounts.view-balances', 'accounts.view-numbers'],
        ...['accounts.change-dates', 'accounts.change-details'],
      ],
    ],
    ['editor', second, ['accounts.view', 'accounts.change-dates']],
    ['editor', third, ['accounts.view', 'accounts.view-balances']],
  ] as const)('%s@ at %s', async (person, at, permissions) => {
    expect((await send(person, '', { at })).answer.permissions).toEqual(permissions)
  })

  test('neither@ may do nothing anywhere', async () => {
    for (const at of [first, second, third]) {
      const { status, answer } = await send('neither', '', { at })
      expect([status, answer.code, answer.missingPermission]).toEqual([
        ...[403, 'permission_denied', 'accounts.view'],
      ])
    }
  })

  test('an operator’s change counts with the next call', async () => {
    const database = await flow.context.database.get()
    const userName = subjectOf('neither@example.test')
    const setRoles = (...roles: string[]) =>
      importEntitlements(database, {
        institutions: [{ institutionId: third, name: 'Third Bank' }],
        entitlements: [{ userName, institutionId: third, roles }],
      })
    await setRoles('accounts-reader')
    expect((await send('neither', '', { at: third })).status).toBe(200)
    expect((await send('neither', '', { at: first })).status).toBe(403)
    await setRoles()
    expect((await send('neither', '', { at: third })).status).toBe(403)
  })
})

test('roles in the database count in the place of practiced ones, and none of those without sample data', async () => {
  const database = await flow.context.database.get()
  const userName = subjectOf('reader@example.test')
  const roles = ['accounts-scheduler']
  await importEntitlements(database, {
    institutions: [{ institutionId: third, name: 'Third Bank' }],
    entitlements: [{ userName, institutionId: third, roles }],
  })
  const { answer } = await send('reader', '', { at: third })
  expect(answer.permissions).toEqual(['accounts.view', 'accounts.change-dates'])
  const { config } = flow.context
  const source = entitledPermissions({
    database: flow.context.database,
    config: { ...config, sampleData: false },
  })
  const find = (institutionId: string) =>
    source.find({ user: { issuer: config.issuer, subject: userName }, institutionId, resource: {} })
  expect([...(await find(third))]).toEqual(['accounts.view', 'accounts.change-dates'])
  expect([...(await find(first))]).toEqual([])
  const stranger = { issuer: 'https://other.example', subject: userName }
  expect(await source.find({ user: stranger, institutionId: third, resource: {} })).toEqual(
    new Set(),
  )
  await importEntitlements(database, {
    institutions: null,
    entitlements: [{ userName, institutionId: third, roles: [] }],
  })
})

describe('what is withheld', () => {
  const id = invented[0]?.accountId ?? ''

  test('numbers are masked without the permission', async () => {
    const { answer: read } = await send('reader', `/${id}`)
    const { answer: edited } = await send('editor', `/${id}`)
    expect(edited.accountNumber).toBe(invented[0]?.accountNumber)
    expect([read.accountNumber, read.maskedNumber]).toEqual([
      null,
      `••${invented[0]?.accountNumber.slice(-4)}`,
    ])
    expect(JSON.stringify(await inquire('reader', {}))).not.toContain(invented[0]?.accountNumber)
  })

  test('balances are null without the permission, in every answer', async () => {
    const other = inventAccounts(second)[0]?.accountId ?? ''
    const at = second
    const list = (await send('editor', '', { at })).answer.accounts
    const one = (await send('editor', `/${other}`, { at })).answer
    const summary = (await send('editor', `/${other}/account-summary`, { at })).answer
    for (const shown of [...list, one, summary]) expect(shown.currentBalanceCents).toBeNull()
    expect((await send('editor', `/${other}/available-balance`, { at })).status).toBe(403)
  })

  test('an order by balance would tell them', async () => {
    const { status, answer } = await send('editor', '/inquiry', {
      ...{ at: second, method: 'POST' },
      body: { sort: { by: 'currentBalanceCents' } },
    })
    expect([status, answer.missingPermission]).toEqual([403, 'accounts.view-balances'])
  })

  test('so would a hit on hidden digits', async () => {
    const hidden = invented[0]?.accountNumber.slice(0, 7)
    expect((await inquire('reader', { query: hidden })).total).toBe(0)
    expect((await inquire('editor', { query: hidden })).accounts[0].accountId).toBe(id)
    const shown = invented[0]?.accountNumber.slice(-4)
    expect((await inquire('reader', { query: shown })).total).toBeGreaterThan(0)
  })
})

describe('an inquiry', () => {
  test('finds by every word, in any case, in names and officers', async () => {
    const { accounts, total } = await inquire('reader', { query: 'CEDAR  checking', limit: 200 })
    const expected = invented.filter(
      ({ name, officer }) => /cedar/i.test(`${name} ${officer}`) && /checking/i.test(`${name}`),
    )
    expect([total, accounts.length]).toEqual([expected.length, expected.length])
    expect(total).toBeGreaterThan(0)
  })

  test.each(['%', '_', '\\', "'", '%%', '\\_', '" or 1=1'])(
    'finds no account by %j',
    async (query) => {
      expect((await inquire('reader', { query })).total).toBe(0)
    },
  )

  test('filters by types and statuses', async () => {
    const answer = await inquire('reader', { types: ['loan'], statuses: ['dormant', 'closed'] })
    expect(answer.total).toBe(
      invented.filter(({ type, status }) => type === 'loan' && status !== 'open').length,
    )
  })

  test.each([
    ['name', 'ascending'],
    ['name', 'descending'],
    ['type', 'ascending'],
    ['currentBalanceCents', 'descending'],
    ['openedOn', 'ascending'],
    ['maturityOn', 'descending'],
  ] as const)('by %s, %s: every page in one order, nothing twice', async (by, direction) => {
    const pages: { accountId: string; [field: string]: unknown }[] = []
    for (let offset = 0; ; offset += 150) {
      const page = await inquire('reader', { sort: { by, direction }, limit: 150, offset })
      pages.push(...page.accounts)
      if (offset + 150 >= page.total) break
    }
    expect(new Set(pages.map(({ accountId }) => accountId)).size).toBe(invented.length)
    const values = pages.map((account) => account[by]).filter((value) => value !== null)
    // What has no date comes last either way.
    expect(pages.slice(0, values.length).map((account) => account[by])).toEqual(values)
    const comparable = values.map((v) => (typeof v === 'string' ? v.toLowerCase() : (v as number)))
    const sorted = [...comparable].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    expect(comparable).toEqual(direction === 'ascending' ? sorted : sorted.reverse())
  })
})

describe('a change', () => {
  const id = invented[1]?.accountId ?? ''
  const change = (body: object, ifMatch: string) =>
    send('editor', `/${id}`, { method: 'PATCH', body, ifMatch })

  test('is there for everybody, has the next version, and a line of who, where, what and when', async () => {
    const { answer: before, etag } = await send('editor', `/${id}`)
    const changed = await change({ name: 'Juniper Trust', note: 'Called.\nWrote.' }, etag ?? '')
    expect([changed.status, changed.etag]).toEqual([200, '"2"'])
    const seen = await send('reader', `/${id}`)
    expect([seen.etag, seen.answer.name]).toEqual(['"2"', 'Juniper Trust'])
    expect(await findAuditLines(flow, changed.requestId)).toEqual([
      {
        requestId: changed.requestId,
        callerRequestId: null,
        subject: subjectOf('editor@example.test'),
        clientId: flow.simulator.clients.basic,
        institutionId: first,
        action: 'account.change-details',
        outcome: 'changed',
        resource: id,
        detail: {
          version: 2,
          changed: {
            name: { from: before.name, to: 'Juniper Trust' },
            note: { from: null, to: 'Called.\nWrote.' },
          },
        },
        isRecent: true,
      },
    ])
  })

  test('to what is there already writes nothing', async () => {
    const { etag } = await send('editor', `/${id}`)
    const same = await change({ name: 'Juniper Trust' }, etag ?? '')
    expect([same.status, same.etag]).toEqual([200, etag])
    expect(await findAuditLines(flow, same.requestId)).toEqual([])
  })

  test('of a version that is gone is refused, and the newer one stays', async () => {
    const stale = await change({ name: 'Too late' }, '"1"')
    expect([stale.status, stale.answer.code]).toEqual([412, 'precondition_failed'])
    expect((await send('reader', `/${id}`)).answer.name).toBe('Juniper Trust')
  })

  test('is made by one of many at the same time', async () => {
    const { etag } = await send('editor', `/${id}`)
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => change({ name: `Writer ${n}` }, etag ?? '')),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)])
    const winner = outcomes.find(({ status }) => status === 200)
    expect((await send('reader', `/${id}`)).answer.name).toBe(winner?.answer.name)
  })

  test('may name several versions it would change', async () => {
    const { etag } = await send('editor', `/${id}`)
    expect((await change({ note: null }, `"999", ${etag}`)).status).toBe(200)
  })

  test('of dates asks for another permission than one of details', async () => {
    const other = inventAccounts(second)[2]?.accountId ?? ''
    const at = second
    const dates = { nextReviewOn: '2031-02-28' }
    const one = { at, method: 'PATCH', ifMatch: '"1"' }
    const scheduled = await send('editor', `/${other}/dates`, { ...one, body: dates })
    expect([scheduled.status, scheduled.answer.nextReviewOn]).toEqual([200, '2031-02-28'])
    const renamed = await send('editor', `/${other}`, {
      ...one,
      ifMatch: '"2"',
      body: { name: 'X' },
    })
    expect([renamed.status, renamed.answer.missingPermission]).toEqual([
      ...[403, 'accounts.change-details'],
    ])
  })
})
