import 'server-only'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { ClientConfig } from 'pg'
import { errorFacts, log } from '@/lib/observability/log'
import { holdEmbeddedLock } from './embedded-lock'
import { makeEmbeddedFolder } from './make-embedded-folder'

const answerWithin = 4_000
const mostConnections = 10
/** Where the SQL files are, and where it is noted which of them ran. */
export const entitlementMigrations = {
  migrationsFolder: join(process.cwd(), 'lib/institutions/migrations'),
  migrationsSchema: 'public',
  migrationsTable: 'directory_migrations',
}
/** Whoever makes the tables holds it; any number that others do not use. */
const migrationLock = 5_240_611
const undefinedTable = '42P01'

/** Where institutions and entitlements are kept. */
export type EntitlementsAddress =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'embedded' /** Null: in memory. */; readonly folder: string | null }

/** Postgres by whichever driver, with its tables made. */
export interface EntitlementsDatabase {
  readonly db: PgDatabase<PgQueryResultHKT>
  close(): Promise<void>
}

/** The address that the configuration means. */
export function entitlementsAddress(databaseUrl: string | null): EntitlementsAddress {
  if (databaseUrl === null) return { kind: 'embedded', folder: '.data/institutions' }
  const [, folder] = /^embedded:(.+)$/.exec(databaseUrl) ?? []
  if (folder === undefined) return { kind: 'postgres', url: databaseUrl }
  return { kind: 'embedded', folder: folder === ':memory:' ? null : folder }
}

/**
 * Opens the database and makes the tables that are missing. The drivers are loaded here and nowhere
 * else, since the embedded one is large.
 *
 * @throws what the driver throws; AppError `directory_unavailable` when another process has the
 *   embedded one open
 */
export function openEntitlementsDatabase(
  address: EntitlementsAddress,
  options: { patient?: boolean } = {},
): Promise<EntitlementsDatabase> {
  return address.kind === 'postgres'
    ? openPostgres(address.url, options)
    : openEmbedded(address.folder)
}

/** @param options.patient whether statements may take as long as they need, as an import does */
async function openPostgres(
  connectionString: string,
  { patient = false }: { patient?: boolean },
): Promise<EntitlementsDatabase> {
  const { Pool } = (await import('pg')).default
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const connection = { connectionString, connectionTimeoutMillis: answerWithin, keepAlive: true }
  const pool = new Pool({
    ...connection,
    max: mostConnections,
    // The server gives up too: else every try would leave one more statement waiting there.
    ...(!patient && { query_timeout: answerWithin, statement_timeout: answerWithin }),
  })
  // Of connections that nobody uses right now; unheard it would end the process.
  pool.on('error', logFailure)
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= pool.end()
    return closing
  }
  const db = drizzle(pool)
  try {
    if (!(await hasEveryTable(db))) await makeTables(connection)
  } catch (error) {
    await close()
    throw error
  }
  return { db, close }
}

/** One process at a time, for as long as it takes. */
async function makeTables(connection: ClientConfig): Promise<void> {
  const { Client } = (await import('pg')).default
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const { migrate } = await import('drizzle-orm/node-postgres/migrator')
  const client = new Client(connection)
  client.on('error', logFailure)
  await client.connect()
  try {
    const db = drizzle(client)
    await db.execute(sql`select pg_advisory_lock(${migrationLock})`)
    await migrate(db, entitlementMigrations)
  } finally {
    // Gives the lock back too.
    await client.end()
  }
}

async function openEmbedded(folder: string | null): Promise<EntitlementsDatabase> {
  const { PGlite } = await import('@electric-sql/pglite')
  const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm')
  const { drizzle } = await import('drizzle-orm/pglite')
  const { migrate } = await import('drizzle-orm/pglite/migrator')
  if (folder !== null) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = folder === null ? null : holdEmbeddedLock(folder)
  try {
    const dataDir = folder === null ? 'memory://' : join(folder, 'postgres')
    if (folder !== null) await makeEmbeddedFolder(dataDir)
    const client = await PGlite.create({
      dataDir,
      extensions: { pg_trgm },
    })
    const db = drizzle(client)
    await migrate(db, entitlementMigrations)
    return {
      db,
      close: async () => {
        if (!client.closed) await client.close()
        lock?.release()
      },
    }
  } catch (error) {
    lock?.release()
    throw error
  }
}

/**
 * Whether the newest migration ran. Then nothing is to be made, and a database user who may make
 * nothing will do.
 */
async function hasEveryTable(db: EntitlementsDatabase['db']): Promise<boolean> {
  const newest = readMigrationFiles(entitlementMigrations).at(-1)?.folderMillis
  const answer = await db
    .execute(sql`select from directory_migrations where created_at >= ${newest}`)
    .catch((error: unknown) => {
      const { code } = (error as { cause?: { code?: string } }).cause ?? {}
      if (code === undefinedTable) return { rows: [] }
      throw error
    })
  return (answer as unknown as { rows: unknown[] }).rows.length > 0
}

function logFailure(error: unknown): void {
  log('warn', 'directory.failed', errorFacts(error))
}
