import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountEndpoints } from '@/lib/accounts/endpoints'
import { inventAccounts } from '@/lib/accounts/sample-accounts'
import { importEntitlements } from '@/lib/institutions/entitlements-import'
import { institutionIdAt } from '@/simulator/institutions'
import { accountsUrl, obtainTokens, readScope, writeScope } from '@/testing/account-services'
import { type Flow, startFlow, subjectOf } from '@/testing/flow'

// What is expected stands here a second time, in words of its own: not taken from the table that the
// routes are made of.
const email = 'neither@example.test'
const me = subjectOf(email)
const [first, second] = [institutionIdAt(0), institutionIdAt(1)]
const details = {
  status: 'open',
  statementDelivery: 'paper',
  officer: null,
  note: null,
  overdraftLimitCents: 0,
}

interface Call {
  readonly method: string
  readonly below: (accountId: string) => string
  readonly scope: string
  readonly permission: string
  /** What is sent; a different one each time, so that a change changes something. */
  readonly body?: (n: number) => object
  readonly conditional?: boolean
}

const calls: Readonly<Record<keyof typeof accountEndpoints, Call>> = {
  listAccounts: { method: 'GET', below: () => '', scope: readScope, permission: 'view' },
  inquireAccounts: {
    method: 'POST',
    below: () => '/inquiry',
    scope: readScope,
    permission: 'view',
    body: () => ({ limit: 1 }),
  },
  getAccount: { method: 'GET', below: (id) => `/${id}`, scope: readScope, permission: 'view' },
  getAccountSummary: {
    method: 'GET',
    below: (id) => `/${id}/account-summary`,
    scope: readScope,
    permission: 'view',
  },
  getAvailableBalance: {
    method: 'GET',
    below: (id) => `/${id}/available-balance`,
    scope: readScope,
    permission: 'view-balances',
  },
  replaceDetails: {
    method: 'PUT',
    below: (id) => `/${id}`,
    scope: writeScope,
    permission: 'change-details',
    body: (n) => ({ ...details, name: `Replaced ${n}` }),
    conditional: true,
  },
  changeDates: {
    method: 'PATCH',
    below: (id) => `/${id}/dates`,
    scope: writeScope,
    permission: 'change-dates',
    body: (n) => ({ nextReviewOn: new Date(Date.UTC(2030, 0, 1 + n)).toISOString().slice(0, 10) }),
    conditional: true,
  },
  changeDetails: {
    method: 'PATCH',
    below: (id) => `/${id}`,
    scope: writeScope,
    permission: 'change-details',
    body: (n) => ({ name: `Changed ${n}` }),
    conditional: true,
  },
}

const grants: Readonly<Record<string, readonly string[]>> = {
  reader: ['view', 'view-balances'],
  scheduler: ['view', 'change-dates'],
  editor: ['view', 'view-balances', 'view-numbers', 'change-dates', 'change-details'],
}
const roleSets = Array.from({ length: 2 ** Object.keys(grants).length }, (_, set) =>
  Object.keys(grants).filter((_role, n) => set & (1 << n)),
)
const scopeSets = [[], [readScope], [writeScope], [readScope, writeScope]]
/** What the person is at the other institution, whatever they are here: it must not count here. */
const elsewhere = { [first]: ['reader'], [second]: ['editor', 'scheduler'] }
const tokenInstitutions = [first, second, undefined]

let flow: Flow
const tokens = new Map<string, string>()
const accountIds = new Map<string, string>()
const versions = new Map<string, number>()

beforeAll(async () => {
  flow = await startFlow()
  for (const scopes of scopeSets) {
    for (const institutionId of tokenInstitutions) {
      const scope = ['openid', ...scopes].join(' ')
      const { accessToken } = await obtainTokens(flow, {
        ...{ email, scope },
        ...(institutionId && { institutionId }),
      })
      tokens.set(`${scopes} ${institutionId}`, accessToken)
    }
  }
  for (const institutionId of [first, second]) {
    accountIds.set(institutionId, inventAccounts(institutionId)[0]?.accountId ?? '')
  }
  // Tables and made-up accounts come with the first call that is let through.
  await setRoles(first, ['editor'])
  await setRoles(second, ['editor'])
  for (const id of [first, second])
    expect((await send('getAccount', id, id, readAll)).status).toBe(200)
}, 60_000)
afterAll(() => flow.close())

const readAll = [readScope, writeScope]

async function setRoles(institutionId: string, roles: readonly string[]) {
  const database = await flow.context.database.get()
  await importEntitlements(database, {
    institutions: [first, second].map((id) => ({ institutionId: id, name: id })),
    entitlements: [{ userName: me, institutionId, roles: roles.map((role) => `accounts-${role}`) }],
  })
}

let sent = 0
async function send(
  name: keyof typeof calls,
  institutionId: string,
  tokenInstitution: string | undefined,
  scopes: readonly string[],
): Promise<Response> {
  const { method, below, body, conditional } = calls[name]
  const accountId = accountIds.get(institutionId) ?? ''
  sent += 1
  const response = await fetch(accountsUrl(flow, institutionId, email, below(accountId)), {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(`${scopes} ${tokenInstitution}`)}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(conditional && { 'if-match': `"${versions.get(institutionId)}"` }),
    },
    ...(body && { body: JSON.stringify(body(sent)) }),
  })
  const [, version] = /^"(\d+)"$/.exec(response.headers.get('etag') ?? '') ?? []
  if (version !== undefined) versions.set(institutionId, Number(version))
  return response
}

async function countAudit(): Promise<{ changed: number; refused: number; version: number }> {
  const { db } = await flow.context.database.get()
  const answer = await db.execute(sql`
    select count(*) filter (where outcome = 'changed')::int as changed,
      count(*) filter (where outcome = 'refused')::int as refused,
      (select sum(version)::int from accounts) as version
    from api_audit`)
  return (answer as unknown as { rows: [{ changed: number; refused: number; version: number }] })
    .rows[0]
}

function expectedCode(
  { scope, permission }: Call,
  cell: {
    institutionId: string
    tokenInstitution: string | undefined
    scopes: readonly string[]
    roles: readonly string[]
  },
): string {
  if (cell.tokenInstitution !== cell.institutionId) return 'institution_mismatch'
  if (!cell.scopes.includes(scope)) return 'insufficient_scope'
  const held = cell.roles.flatMap((role) => grants[role] ?? [])
  return held.includes(permission) ? 'allowed' : 'permission_denied'
}

test('the table has every endpoint', () => {
  expect(Object.keys(calls).sort()).toEqual(Object.keys(accountEndpoints).sort())
})

const rows = [first, second].flatMap((institutionId) =>
  roleSets.map(
    (roles) => [institutionId === first ? 'first' : 'second', roles, institutionId] as const,
  ),
)

describe('every endpoint with every token', () => {
  test.each(rows)(
    'at the %s institution, as %j',
    async (_, roles, institutionId) => {
      const other = institutionId === first ? second : first
      await setRoles(other, elsewhere[other] ?? [])
      await setRoles(institutionId, roles)
      const before = await countAudit()
      let [refusals, changes] = [0, 0]

      for (const name of Object.keys(calls) as (keyof typeof calls)[]) {
        for (const scopes of scopeSets) {
          for (const tokenInstitution of tokenInstitutions) {
            const call = calls[name]
            const cell = { institutionId, tokenInstitution, scopes, roles }
            const expected = expectedCode(call, cell)
            const response = await send(name, institutionId, tokenInstitution, scopes)
            const answer = await response.json()
            const place = `${name} with ${scopes} for ${tokenInstitution}`
            if (expected === 'allowed') {
              expect([place, response.status]).toEqual([place, 200])
              if (call.conditional) changes += 1
              continue
            }
            refusals += 1
            expect([place, response.status, answer.code]).toEqual([place, 403, expected])
            // Nothing of an account is in it.
            expect(Object.keys(answer).filter((member) => !harmless.has(member))).toEqual([])
            expect(response.headers.get('www-authenticate')).toBe(
              expected === 'insufficient_scope'
                ? `Bearer error="insufficient_scope", scope="${call.scope}"`
                : null,
            )
          }
        }
      }
      const after = await countAudit()
      expect(after).toEqual({
        changed: before.changed + changes,
        refused: before.refused + refusals,
        version: before.version + changes,
      })
    },
    120_000,
  )
})

const harmless = new Set([
  ...['type', 'title', 'status', 'code', 'requestId', 'missingScopes', 'missingPermission'],
])
