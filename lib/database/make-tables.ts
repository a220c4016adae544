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
}

/** Whoever makes tables holds it; any number that others do not use. */
const lock = 5_240_612

/**
 * Makes what is missing of a room's tables, one at a time, however many processes start at once. When
 * nothing is missing, a database user who may make nothing will do.
 */
export async function makeTables({ db }: Database, { folder, journal }: RoomTables): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: folder })
  if ((await findMissing(db, journal, migrations)).length === 0) return
  await db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${lock})`)
    const name = sql.identifier(journal)
    await transaction.execute(
      sql`create table if not exists ${name} (no bigint primary key, made_at timestamptz not null default now())`,
    )
    for (const { sql: statements, folderMillis } of await findMissing(
      transaction,
      journal,
      migrations,
    )) {
      for (const statement of statements) await transaction.execute(sql.raw(statement))
      await transaction.execute(sql`insert into ${name} (no) values (${folderMillis})`)
    }
  })
}

async function findMissing(
  db: Pick<Statements, 'execute'>,
  journal: string,
  migrations: readonly MigrationMeta[],
): Promise<readonly MigrationMeta[]> {
  const [{ there } = { there: false }] = await selectRows<{ there: boolean }>(
    db,
    sql`select to_regclass(${journal}) is not null as there`,
  )
  if (!there) return migrations
  const rows = await selectRows<{ no: string }>(
    db,
    sql`select no::text as no from ${sql.identifier(journal)}`,
  )
  const made = new Set(rows.map(({ no }) => Number(no)))
  return migrations.filter(({ folderMillis }) => !made.has(folderMillis))
}
