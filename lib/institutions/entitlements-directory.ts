import 'server-only'
import type { ClosableDatabase, Database, OpenDatabase } from '@/lib/database/database'
import type { DatabaseAddress } from '@/lib/database/database-address'
import { openDatabase } from '@/lib/database/open-database'
import { createReopening, type Reopening } from '@/lib/database/reopening'
import { isAppError } from '@/lib/errors'
import { prepareDirectory } from './directory-tables'
import { directoryUnavailable } from './directory-unavailable'
import { findInScope, findScope, type SearchState, searchScope } from './entitlements-search'
import type { DirectoryUser, InstitutionDirectory } from './institution-directory'
import { untilAborted } from './until-aborted'

const answerWithin = 4_000

type Person = Pick<DirectoryUser, 'subject' | 'username'>

/**
 * The product's own institutions and entitlements, in Postgres. The database is opened at the first
 * question and whenever that failed before; each question is answered from it, so that what an
 * operator takes away is gone at once.
 *
 * @param source an address, or a database that is shared with others; closing closes that too
 */
export function createEntitlementsDirectory(
  source: DatabaseAddress | Reopening<ClosableDatabase>,
  { fewMatches = 2_000 }: { fewMatches?: number } = {},
): InstitutionDirectory {
  const state: SearchState = { fewMatches, totals: new Map(), version: 0 }
  const database = 'get' in source ? source : createReopening(() => openDatabase(source))
  const find = (person: Person, id: string) =>
    ask(database, async ({ db }) => findInScope(db, (await findScope(db, person)).scope, id))
  return {
    search: (user, search) =>
      ask(database, async ({ db }) =>
        searchScope(db, state, { ...(await findScope(db, user)), search }),
      ),
    find,
    permits: async (person, institutionId) => (await find(person, institutionId)) !== null,
    forget: () => {},
    close: () => database.close(),
  }
}

/**
 * Asks the database, for four seconds at most.
 *
 * @throws AppError `directory_unavailable`
 */
export async function ask<Answer>(
  database: OpenDatabase,
  question: (open: Database) => Promise<Answer>,
): Promise<Answer> {
  const asked = database.get().then(async (open) => {
    await prepareDirectory(open)
    return question(open)
  })
  try {
    return await untilAborted(asked, AbortSignal.timeout(answerWithin))
  } catch (cause) {
    // Another process has it, and will have it at the next try too.
    if (isAppError(cause, 'database_unavailable')) {
      throw directoryUnavailable(cause.message, { cause, retryable: cause.retryable })
    }
    if (isAppError(cause)) throw cause
    throw directoryUnavailable('the database did not answer', { cause, retryable: true })
  }
}
