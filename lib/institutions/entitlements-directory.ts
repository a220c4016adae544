import 'server-only'
import { isAppError } from '@/lib/errors'
import { directoryUnavailable } from './directory-unavailable'
import {
  type EntitlementsAddress,
  type EntitlementsDatabase,
  openEntitlementsDatabase,
} from './entitlements-database'
import { findInScope, findScope, type SearchState, searchScope } from './entitlements-search'
import type { DirectoryUser, InstitutionDirectory } from './institution-directory'
import { createReopening, type Reopening } from './reopening'
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
  source: EntitlementsAddress | Reopening<EntitlementsDatabase>,
  { fewMatches = 2_000 }: { fewMatches?: number } = {},
): InstitutionDirectory {
  const state: SearchState = { fewMatches, totals: new Map(), version: 0 }
  const database =
    'get' in source ? source : createReopening(() => openEntitlementsDatabase(source))
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
export async function ask<Resource, Answer>(
  database: Reopening<Resource>,
  question: (open: Resource) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await untilAborted(database.get().then(question), AbortSignal.timeout(answerWithin))
  } catch (cause) {
    if (isAppError(cause)) throw cause
    throw directoryUnavailable('the database did not answer', { cause, retryable: true })
  }
}
