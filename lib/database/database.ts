import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** The product's own database, open: Postgres by whichever driver. */
export interface Database {
  readonly db: PgDatabase<PgQueryResultHKT>
}

/** Statements, of a database or of a transaction. */
export type Statements = Pick<Database['db'], 'execute' | 'select' | 'insert' | 'update'>

/** Something that is opened when it is first needed, and again when that failed. */
export interface OpenDatabase {
  get(): Promise<Database>
}
