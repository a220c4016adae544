import 'server-only'
import { sql } from 'drizzle-orm'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import type { Database, Statements } from './database'
import { selectRows } from './select-rows'

/** The tables of one room. */
export interface RoomTables {
  /** Where its SQL files are. */
  readonly folder: string
  /** Where it is noted which of them ran. */
  readonly journal: string
  /** Of a database that Drizzle's migrator made once: where it noted the same. */
  readonly drizzleJournal?: string
}

/** Whoever makes tables holds it; any number that others do not use. */
const lock = 5_240_612

/**
 * Makes what is missing of a room's tables, one at a time, however many processes start at once. When
 * nothing is missing, a database user who may make nothing will do.
 */
export async function makeTables(database: Database, tables: RoomTables): Promise<void> {
  if ((await findMissing(database.db, tables)).length === 0) return
  // Whoever comes second waits for as long as the first one takes.
  await database.withoutDeadline((db) =>
    db.transaction(async (transaction) => {
      await transaction.execute(sql`select pg_advisory_xact_lock(${lock})`)
      const journal = sql.identifier(tables.journal)
      await transaction.execute(
        sql`create table if not exists ${journal} (no bigint primary key, made_at timestamptz not null default now())`,
      )
      for (const { sql: statements, folderMillis } of await findMissing(transaction, tables)) {
        for (const statement of statements) await transaction.execute(sql.raw(statement))
        await transaction.execute(sql`insert into ${journal} (no) values (${folderMillis})`)
      }
    }),
  )
}

async function findMissing(
  db: Pick<Statements, 'execute'>,
  { folder, journal, drizzleJournal }: RoomTables,
): Promise<readonly MigrationMeta[]> {
  const made = new Set(await readJournal(db, journal, 'no'))
  if (drizzleJournal !== undefined) {
    for (const no of await readJournal(db, drizzleJournal, 'created_at')) made.add(no)
  }
  const migrations = readMigrationFiles({ migrationsFolder: folder })
  return migrations.filter(({ folderMillis }) => !made.has(folderMillis))
}

/** The numbers of what ran; none where there is no such table. */
async function readJournal(
  db: Pick<Statements, 'execute'>,
  journal: string,
  column: 'no' | 'created_at',
): Promise<number[]> {
  const [found] = await selectRows<{ there: boolean }>(
    db,
    sql`select to_regclass(${journal}) is not null as there`,
  )
  if (!found?.there) return []
  const rows = await selectRows<{ no: string }>(
    db,
    sql`select ${sql.identifier(column)}::text as no from ${sql.identifier(journal)}`,
  )
  return rows.map(({ no }) => Number(no))
}
