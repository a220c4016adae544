import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { AppError } from '@/lib/errors'
import { type PostgresServer, startPostgres } from '@/testing/postgres-server'
import { askDatabase } from './ask-database'
import type { ClosableDatabase } from './database'
import { makeTables } from './make-tables'
import { openDatabase } from './open-database'
import { prepareOnce } from './prepare-once'
import { selectRows } from './select-rows'

let postgres: PostgresServer
let database: ClosableDatabase
let folder: string
const open = () => openDatabase({ kind: 'postgres', url: postgres.url })
beforeAll(async () => {
  vi.stubEnv('LOG_LEVEL', 'silent')
  postgres = await startPostgres()
  database = await open()
  folder = mkdtempSync(join(tmpdir(), 'tables-'))
  writeMigrations(['create table made (no int)', 'insert into made values (1)'])
}, 60_000)
afterAll(async () => {
  await database.close()
  await postgres.close()
  rmSync(folder, { recursive: true })
  vi.unstubAllEnvs()
})

function writeMigrations(...migrations: string[][]) {
  mkdirSync(join(folder, 'meta'), { recursive: true })
  const entries = migrations.map((statements, idx) => {
    const tag = `000${idx}_step`
    writeFileSync(join(folder, `${tag}.sql`), statements.join('\n--> statement-breakpoint\n'))
    return { idx, version: '7', when: 1_000 + idx, tag, breakpoints: true }
  })
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ entries }))
}
const tables = () => ({ folder, journal: 'made_migrations' })
const rowsMade = () => selectRows<{ no: number }>(database.db, sql`select no from made order by no`)

test('tables are made once, however many processes start at once, and later ones are added', async () => {
  const processes = await Promise.all(Array.from({ length: 4 }, open))
  await Promise.all(processes.map((each) => makeTables(each, tables())))
  expect(await rowsMade()).toEqual([{ no: 1 }])
  writeMigrations(
    ['create table made (no int)', 'insert into made values (1)'],
    ['insert into made values (2)'],
  )
  await Promise.all(processes.map((each) => makeTables(each, tables())))
  expect(await rowsMade()).toEqual([{ no: 1 }, { no: 2 }])
  await Promise.all(processes.map((each) => each.close()))
})

test('a step that fails leaves nothing behind', async () => {
  const broken = mkdtempSync(join(tmpdir(), 'tables-'))
  cpSync(folder, broken, { recursive: true })
  writeFileSync(join(broken, '0000_step.sql'), 'create table half (no int)')
  writeFileSync(join(broken, '0001_step.sql'), 'create table no sense')
  const at = { folder: broken, journal: 'half_migrations' }
  await expect(makeTables(database, at)).rejects.toThrow()
  const [found] = await selectRows(
    database.db,
    sql`select to_regclass('half') as half, to_regclass('half_migrations') as journal`,
  )
  expect(found).toEqual({ half: null, journal: null })
  rmSync(broken, { recursive: true })
})

test('whoever may only use the tables finds them made', async () => {
  await database.db.execute(sql`create role visitor login`)
  await database.db.execute(sql`grant select on all tables in schema public to visitor`)
  const url = postgres.url.replace('//desk@', '//visitor@')
  const visitor = await openDatabase({ kind: 'postgres', url })
  await makeTables(visitor, tables())
  await visitor.close()
})

test('what is prepared once is prepared again when it failed, and for another database', async () => {
  const [one, other] = [{ ...database }, { ...database }]
  let runs = 0
  const work = async () => {
    runs += 1
    if (runs === 1) throw new Error('not yet')
  }
  await expect(prepareOnce(one, 'x', work)).rejects.toThrow('not yet')
  await Promise.all([prepareOnce(one, 'x', work), prepareOnce(one, 'x', work)])
  await prepareOnce(one, 'x', work)
  expect(runs).toBe(2)
  await prepareOnce(other, 'x', work)
  await prepareOnce(one, 'y', work)
  expect(runs).toBe(4)
})

test('every fault of a database is one error, and an answer of our own stays', async () => {
  const ask = (question: () => Promise<unknown>) =>
    askDatabase({ get: async () => database }, question)
  await expect(ask(() => database.db.execute(sql`select nothing`))).rejects.toMatchObject({
    code: 'database_unavailable',
    retryable: true,
  })
  const own = new AppError('not_found', 'none')
  await expect(ask(() => Promise.reject(own))).rejects.toBe(own)
  const locked = new AppError('database_unavailable', 'another process has it')
  await expect(
    askDatabase({ get: () => Promise.reject(locked) }, async () => null),
  ).rejects.toMatchObject({
    code: 'database_unavailable',
    cause: locked,
  })
})
