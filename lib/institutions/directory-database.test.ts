import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '@/lib/database/open-database'
import { type PostgresServer, startPostgres } from '@/testing/postgres-server'
import { startStallingRelay } from '@/testing/stalling-relay'
import { prepareDirectory } from './directory-tables'
import { createEntitlementsDirectory } from './entitlements-directory'
import { importEntitlements } from './entitlements-import'

process.env.LOG_LEVEL = 'silent'

const everything = { query: '', cursor: null, limit: 50 }
const pat = {
  issuer: 'i',
  subject: 'pat',
  username: 'pat',
  fetch: () => Promise.reject(new Error('nobody to ask')),
}
const failed = { code: 'directory_unavailable', retryable: true }

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
  const database = await openDatabase(address())
  await importEntitlements(database, {
    institutions: [{ institutionId: 'id-1', name: 'Bank 1' }],
    entitlements: [{ userName: 'pat', institutionId: '*', roles: null }],
  })
  await database.close()
}, 60_000)
afterAll(() => postgres.close())
const address = () => ({ kind: 'postgres', url: postgres.url }) as const

test('many processes may make the tables at once', async () => {
  const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase(address())))
  await Promise.all(opened.map(prepareDirectory))
  for (const database of opened) await database.close()
})

test('tables that Drizzle’s migrator made are not made again, by whoever may make none', async () => {
  const { db, close } = await openDatabase(address())
  await db.execute(sql`create table directory_migrations (created_at bigint)`)
  await db.execute(sql`insert into directory_migrations select no from institutions_migrations`)
  await db.execute(sql`alter table institutions_migrations rename to put_aside`)
  await db.execute(sql`create role looker login`)
  await db.execute(sql`grant select on all tables in schema public to looker`)
  const url = postgres.url.replace('//desk@', '//looker@')
  const directory = createEntitlementsDirectory({ kind: 'postgres', url })
  expect(await directory.search(pat, everything)).toMatchObject({ total: 1 })
  await directory.close()
  await db.execute(sql`alter table put_aside rename to institutions_migrations`)
  await db.execute(sql`drop table directory_migrations`)
  await close()
})

test('a user who may only read will do, once the tables are there', async () => {
  const { db, close } = await openDatabase(address())
  await db.execute(sql`create role reader login`)
  await db.execute(sql`grant select on all tables in schema public to reader`)
  await close()
  const url = postgres.url.replace('//desk@', '//reader@')
  const directory = createEntitlementsDirectory({ kind: 'postgres', url })
  expect(await directory.search(pat, everything)).toMatchObject({ total: 1 })
  await directory.close()
})

test('a database that is down fails the question, and is used again when it is back', async () => {
  const directory = createEntitlementsDirectory(address())
  expect(await directory.search(pat, everything)).toMatchObject({ total: 1 })
  await postgres.stop()
  await expect(directory.search(pat, everything)).rejects.toMatchObject(failed)
  await expect(directory.find(pat, 'id-1')).rejects.toMatchObject(failed)
  await postgres.restart()
  expect(await directory.search(pat, everything)).toMatchObject({ total: 1 })
  await directory.close()
})

test('a database that is down at first is opened later', async () => {
  await postgres.stop()
  const directory = createEntitlementsDirectory(address())
  await expect(directory.search(pat, everything)).rejects.toMatchObject(failed)
  await postgres.restart()
  expect(await directory.search(pat, everything)).toMatchObject({ total: 1 })
  await directory.close()
})

test('a database that hangs is given up after four seconds, and used when it goes on', async () => {
  const url = new URL(postgres.url)
  const relay = await startStallingRelay(Number(url.port))
  url.port = String(relay.port)
  const directory = createEntitlementsDirectory({ kind: 'postgres', url: url.href })
  expect(await directory.search(pat, everything)).toMatchObject({ total: 1 })
  relay.stall()
  const started = performance.now()
  await expect(directory.search(pat, everything)).rejects.toMatchObject(failed)
  expect(performance.now() - started).toBeLessThan(4_900)
  relay.resume()
  expect(await directory.search(pat, everything)).toMatchObject({ total: 1 })
  await directory.close()
  await relay.close()
})

test('a question that is given up leaves nothing waiting in the database', async () => {
  const { db, close } = await openDatabase(address(), { patient: true })
  const directory = createEntitlementsDirectory(address())
  expect(await directory.search(pat, everything)).toMatchObject({ total: 1 })
  const waiting = async () => {
    const answer = await db.execute(
      sql`select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'`,
    )
    return (answer as unknown as { rows: { n: number }[] }).rows[0]?.n
  }
  await db.transaction(async (transaction) => {
    await transaction.execute(sql`lock table institutions in access exclusive mode`)
    const questions = Array.from({ length: 15 }, () => directory.find(pat, 'id-1'))
    const answers = Promise.allSettled(questions)
    await expect.poll(waiting).toBe(10)
    expect((await answers).map(({ status }) => status)).toEqual(Array(15).fill('rejected'))
    await expect.poll(waiting, { timeout: 5_000 }).toBe(0)
  })
  expect(await directory.find(pat, 'id-1')).not.toBeNull()
  await directory.close()
  await close()
})

test('a database that hangs while its tables are looked for is given up, and asked again', async () => {
  const { db, close } = await openDatabase(address(), { patient: true })
  const other = await openDatabase(address())
  await db.transaction(async (transaction) => {
    await transaction.execute(sql`lock table institutions_migrations in access exclusive mode`)
    await expect(prepareDirectory(other)).rejects.toThrow()
  })
  await prepareDirectory(other)
  await other.close()
  await close()
})

test('without the row that says what is old, nothing is answered', async () => {
  const { db, close } = await openDatabase(address())
  const directory = createEntitlementsDirectory(address())
  await db.execute(sql`delete from directory_version`)
  await expect(directory.search(pat, everything)).rejects.toMatchObject(failed)
  await db.execute(sql`insert into directory_version values (100)`)
  expect(await directory.search(pat, everything)).toMatchObject({ total: 1 })
  await directory.close()
  await close()
})

test('what is taken away is gone with the next question', async () => {
  const directory = createEntitlementsDirectory(address(), { fewMatches: 0 })
  expect(await directory.search(pat, { ...everything, query: 'bank' })).toMatchObject({ total: 1 })
  const database = await openDatabase(address())
  await importEntitlements(database, { institutions: null, entitlements: [] }, { replace: true })
  await database.close()
  expect(await directory.search(pat, { ...everything, query: 'bank' })).toEqual({
    institutions: [],
    total: 0,
  })
  expect(await directory.find(pat, 'id-1')).toBeNull()
  await directory.close()
})

test('the embedded database is one process’s at a time, and keeps what it has', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-'))
  const open = () => openDatabase({ kind: 'embedded', folder })
  const first = await open()
  await importEntitlements(first, {
    institutions: [{ institutionId: 'id-1', name: 'Bank 1' }],
    entitlements: [{ userName: 'pat', institutionId: 'id-1', roles: null }],
  })
  await expect(open()).rejects.toMatchObject({ code: 'database_unavailable' })
  const second = createEntitlementsDirectory({ kind: 'embedded', folder })
  const refused = { code: 'directory_unavailable', retryable: false }
  await expect(second.find(pat, 'id-1')).rejects.toMatchObject(refused)
  await second.close()
  await first.close()
  const directory = createEntitlementsDirectory({ kind: 'embedded', folder })
  await expect.poll(() => directory.find(pat, 'id-1'), { timeout: 20_000 }).not.toBeNull()
  await directory.close()
  await directory.close()
  rmSync(folder, { recursive: true })
}, 120_000)
