import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** The product's own database, open: Postgres by whichever driver. */
export interface Database {
  readonly db: PgDatabase<PgQueryResultHKT>
  /** Does what may take longer than a question, such as making tables. */
  withoutDeadline<Answer>(work: (db: Database['db']) => Promise<Answer>): Promise<Answer>
}

/** A database in the hands of whoever opened it. */
export interface ClosableDatabase extends Database {
  close(): Promise<void>
}

/** Statements, of a database or of a transaction. */
export type Statements = Pick<Database['db'], 'execute' | 'select' | 'insert' | 'update'>

/** Something that is opened when it is first needed, and again when that failed. */
export interface OpenDatabase {
  get(): Promise<Database>
}
