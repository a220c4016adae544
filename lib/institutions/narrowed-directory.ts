import 'server-only'
import type { ClosableDatabase } from '@/lib/database/database'
import type { DatabaseAddress } from '@/lib/database/database-address'
import { openDatabase } from '@/lib/database/open-database'
import { createReopening, type Reopening } from '@/lib/database/reopening'
import { createBannoGroupsLists, type LoadedList } from './banno-groups-lists'
import { findEntitledIds } from './entitled-ids'
import { ask } from './entitlements-directory'
import { findInScope, findScope } from './entitlements-search'
import { forgetOldest } from './forget-oldest'
import type { DirectoryUser, InstitutionDirectory } from './institution-directory'
import { findOnList, searchList } from './search-list'

interface Narrowed {
  /** What it was made of: it holds as long as both are the same. */
  readonly from: LoadedList
  readonly version: number
  readonly list: LoadedList
}

/** What Banno Groups say, narrowed by the product's own entitlements. */
export function createNarrowedDirectory({
  url,
  address,
  now,
}: {
  url: string
  address: DatabaseAddress | Reopening<ClosableDatabase>
  now: () => number
}): InstitutionDirectory {
  const lists = createBannoGroupsLists({ url, now })
  const database = 'get' in address ? address : createReopening(() => openDatabase(address))
  const remembered = new Map<string, Narrowed>()

  const narrow = async (user: DirectoryUser): Promise<LoadedList> => {
    const [from, { scope, version }] = await Promise.all([
      lists.get(user),
      ask(database, ({ db }) => findScope(db, user)),
    ])
    if (scope === null) return from
    const key = JSON.stringify(scope)
    const known = remembered.get(key)
    if (known?.from.index === from.index && known.version === version) return known.list
    const ids = await ask(database, ({ db }) => findEntitledIds(db, scope))
    const index = from.index.narrow(({ institutionId }) => ids.has(institutionId))
    const list = { index, partial: from.partial }
    remembered.delete(key)
    remembered.set(key, { from, version, list })
    forgetOldest(remembered, (one) => one.from.index.size + one.list.index.size)
    return list
  }
  return {
    search: async (user, search) => searchList(await narrow(user), search),
    find: async (user, institutionId) => findOnList(await narrow(user), institutionId),
    permits: (person, institutionId) =>
      ask(database, async ({ db }) => {
        const { scope } = await findScope(db, person)
        return scope === null || (await findInScope(db, scope, institutionId)) !== null
      }),
    forget: lists.forget,
    close: () => database.close(),
  }
}
