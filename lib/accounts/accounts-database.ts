import 'server-only'
import { join } from 'node:path'
import { prepareAuditTrail } from '@/lib/audit/audit-trail'
import { askDatabase } from '@/lib/database/ask-database'
import type { Database, OpenDatabase } from '@/lib/database/database'
import { makeTables } from '@/lib/database/make-tables'
import { prepareOnce } from '@/lib/database/prepare-once'
import { makeSampleAccounts } from './sample-accounts'

/** Where the accounts are, and whether made-up ones come into it. */
export interface AccountsPlace {
  readonly database: OpenDatabase
  readonly config: { readonly sampleData: boolean }
}

const tables = {
  folder: join(process.cwd(), 'lib/accounts/migrations'),
  journal: 'accounts_migrations',
}

/**
 * Asks about the accounts of an institution, once the tables are there, and its sample accounts where
 * they are wanted.
 *
 * @throws AppError `database_unavailable`, and what the question throws as an AppError
 */
export function askAccounts<Answer>(
  { database, config }: AccountsPlace,
  institutionId: string,
  question: (db: Database['db']) => Promise<Answer>,
): Promise<Answer> {
  return askDatabase(database, async (open) => {
    await prepareOnce(open, tables.journal, () => makeTables(open, tables))
    await prepareAuditTrail(open)
    if (config.sampleData) {
      await prepareOnce(open, `sample ${institutionId}`, () =>
        makeSampleAccounts(open, institutionId),
      )
    }
    return question(open.db)
  })
}
