import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ClosableDatabase } from '@/lib/database/database'
import { openDatabase } from '@/lib/database/open-database'
import { startPostgres } from '@/testing/postgres-server'
import { prepareDirectory } from './directory-tables'
import { type ImportedContent, type ImportOptions, importEntitlements } from './entitlements-import'
import { findInScope, findScope, searchScope } from './entitlements-search'

process.env.LOG_LEVEL = 'silent'

const bank = (n: number, name = `Bank ${n}`) => ({ institutionId: `id-${n}`, name })
const entitled = (userName: string, institutionId: string, roles: string[] | null = null) => ({
  userName,
  institutionId,
  roles,
})

async function inPostgres() {
  const postgres = await startPostgres()
  const database = await openDatabase({ kind: 'postgres', url: postgres.url })
  const close = async () => {
    await database.close()
    await postgres.close()
  }
  return { ...database, close }
}

/** As some builds of Postgres are: nothing but the speed may depend on the extension. */
async function withoutTrigrams(): Promise<ClosableDatabase> {
  const client = await PGlite.create()
  const db = drizzle(client)
  return {
    db,
    withoutDeadline: (work) => work(db),
    close: () => client.close(),
  }
}

describe.each([
  ['in Postgres', inPostgres],
  ['embedded', () => openDatabase({ kind: 'embedded', folder: null })],
  ['without pg_trgm', withoutTrigrams],
])('%s', (_, open: () => Promise<ClosableDatabase>) => {
  let database: ClosableDatabase
  beforeAll(async () => {
    database = await open()
    await prepareDirectory(database)
  }, 120_000)
  afterAll(() => database.close())
  beforeEach(() =>
    database.db.execute(sql`truncate institutions, entitlements, entitlements_to_all`),
  )

  const write = (content: Partial<ImportedContent>, options?: ImportOptions) =>
    importEntitlements(database, { institutions: null, entitlements: null, ...content }, options)
  const rows = async (statement: string) =>
    ((await database.db.execute(sql.raw(statement))) as unknown as { rows: unknown[] }).rows
  const search = async (name: string, query = '') => {
    const { scope, version } = await findScope(database.db, { subject: name, username: name })
    const state = { fewMatches: 1, totals: new Map<string, number>(), version: 0 }
    const asked = { query, cursor: null, limit: 50 }
    return searchScope(database.db, state, { scope, version, search: asked })
  }

  test('adds, changes and leaves alone, and says how many', async () => {
    const institutions = [bank(1), bank(2)]
    const entitlements = [entitled('pat', 'id-1', ['teller']), entitled('kim', '*')]
    expect(await write({ institutions, entitlements })).toEqual({
      institutions: { added: 2, changed: 0, unchanged: 0, removed: 0 },
      entitlements: { added: 2, changed: 0, unchanged: 0, removed: 0 },
    })
    expect(
      await write({
        institutions: [bank(1), bank(2, 'New Name'), bank(3)],
        entitlements: [entitled('pat', 'id-1', ['admin']), entitled('kim', '*')],
      }),
    ).toEqual({
      institutions: { added: 1, changed: 1, unchanged: 1, removed: 0 },
      entitlements: { added: 0, changed: 1, unchanged: 1, removed: 0 },
    })
    expect((await search('kim', 'new')).institutions).toEqual([bank(2, 'New Name')])
  })

  test('removes what is not named only when that is asked for, of the kinds that are there', async () => {
    const institutions = [bank(1), bank(2), bank(3)]
    const entitlements = institutions.map((one) => entitled('pat', one.institutionId))
    await write({ institutions, entitlements: [...entitlements, entitled('kim', '*')] })
    expect(await write({ institutions: [bank(1), bank(2)] }, { replace: true })).toEqual({
      institutions: { added: 0, changed: 0, unchanged: 2, removed: 1 },
      entitlements: null,
    })
    expect((await search('pat')).total).toBe(2)
    expect(await write({ entitlements: [entitled('pat', 'id-2')] }, { replace: true })).toEqual({
      institutions: null,
      entitlements: { added: 0, changed: 0, unchanged: 1, removed: 2 },
    })
    expect((await search('pat')).institutions).toEqual([bank(2)])
    expect((await search('kim')).total).toBe(0)
  })

  test('keeps roles where nothing is said about them', async () => {
    const institutions = [bank(1)]
    await write({ institutions, entitlements: [entitled('pat', 'id-1', ['teller', 'admin'])] })
    await write({ entitlements: [entitled('pat', 'id-1')] })
    expect(await rows('select roles from entitlements')).toEqual([{ roles: ['teller', 'admin'] }])
    await write({ entitlements: [entitled('pat', 'id-1', [])] })
    expect(await rows('select roles from entitlements')).toEqual([{ roles: [] }])
  })

  test('does nothing at all when an entitlement is for no institution', async () => {
    const entitlements = [entitled('pat', 'id-1'), entitled('pat', 'id-9'), entitled('kim', 'id-8')]
    expect(await write({ institutions: [bank(1)], entitlements })).toEqual({
      unknownIds: new Set(['id-8', 'id-9']),
    })
    expect(await rows('select * from institutions')).toEqual([])
  })

  test('leaves nothing behind when it fails in the middle', async () => {
    const institutions = Array.from({ length: 2_500 }, (_, n) => bank(n))
    const interrupted = write(
      { institutions },
      {
        onProgress: () => {
          throw new Error('interrupted')
        },
      },
    )
    await expect(interrupted).rejects.toThrow('interrupted')
    expect(await rows('select * from institutions')).toEqual([])
  })

  test('tried without being done counts the same and changes nothing', async () => {
    const outcome = await write(
      { institutions: [bank(1)], entitlements: [entitled('pat', 'id-1')] },
      { dryRun: true },
    )
    expect(outcome).toMatchObject({ institutions: { added: 1 }, entitlements: { added: 1 } })
    expect(await rows('select * from institutions')).toEqual([])
  })

  test('two at once come one after the other, whatever the order of their rows', async () => {
    const forwards = Array.from({ length: 2_500 }, (_, n) => bank(n))
    const backwards = forwards.map((one) => ({ ...one, name: `Other ${one.name}` })).reverse()
    await write({ institutions: forwards.slice(0, 2_000) })
    const counts = await Promise.all([
      write({ institutions: backwards }),
      write({ institutions: forwards }),
    ])
    const added = counts.map((one) => 'institutions' in one && one.institutions?.added)
    expect(added.sort()).toEqual([0, 500])
  })

  test('says how far it is', async () => {
    let done = 0
    const institutions = Array.from({ length: 1_500 }, (_, n) => bank(n))
    const onProgress = (count: number) => {
      done += count
    }
    await write({ institutions, entitlements: [entitled('pat', '*')] }, { onProgress })
    expect(done).toBe(1_501)
  })

  test('takes the longest there is of everything, in any script', async () => {
    // No two alike, since Postgres would compress what repeats.
    const text = (first: number, length: number) =>
      Array.from({ length }, (_, n) => String.fromCodePoint(first + ((n * 7919) % 11_000))).join('')
    const longest = [0xac00, 0x4e00, 0x20000].map((first) => ({
      institutionId: text(first, 200).slice(0, 200).toWellFormed(),
      name: `First & ${text(first, 292)}`,
      city: text(first, 300),
      state: text(first, 300),
    }))
    // Cut after any number of its letters.
    const pairs = ['', 'a'].map((start) => ({
      institutionId: `pairs ${start}`,
      name: `${start}${'𠀀'.repeat(200)}`,
    }))
    const figures = { institutionId: '1 '.repeat(99), name: '1 & '.repeat(75).trim() }
    await write({
      institutions: [...longest, ...pairs, figures],
      entitlements: [entitled('pat', '*')],
    })
    expect((await search('pat', 'first')).total).toBe(3)
    expect((await search('pat')).total).toBe(6)
    expect((await search('pat', '𠀀'.repeat(100))).total).toBe(2)
  })

  test('every institution and everybody need one row, whatever is added later', async () => {
    await write({ institutions: [bank(1)], entitlements: [entitled('*', '*')] })
    await write({ institutions: [bank(2)] })
    expect((await search('anybody')).total).toBe(2)
    expect(await rows('select * from entitlements')).toEqual([])
    const { scope } = await findScope(database.db, { subject: 'x', username: 'x' })
    expect(await findInScope(database.db, scope, 'id-2')).toEqual(bank(2))
  })

  test('any change by anyone gives the data a new version', async () => {
    const version = async () =>
      (await findScope(database.db, { subject: '', username: '' })).version
    await write({ institutions: [bank(1)] })
    let before = await version()
    for (const statement of [
      `update institutions set name = 'x'`,
      `insert into entitlements select 'pat', no from institutions`,
      `delete from entitlements`,
      `insert into entitlements_to_all values ('pat')`,
      `truncate entitlements_to_all`,
    ]) {
      await rows(statement)
      const after = await version()
      expect(after, statement).toBeGreaterThan(before)
      before = after
    }
  })
})
