import 'server-only'
import { join } from 'node:path'
import type { Database } from '@/lib/database/database'
import { makeTables } from '@/lib/database/make-tables'
import { prepareOnce } from '@/lib/database/prepare-once'

const tables = {
  folder: join(process.cwd(), 'lib/institutions/migrations'),
  journal: 'institutions_migrations',
  drizzleJournal: 'directory_migrations',
}

/** Makes the tables of institutions and entitlements where they are missing. */
export function prepareDirectory(database: Database): Promise<void> {
  return prepareOnce(database, tables.journal, () => makeTables(database, tables))
}
