import 'server-only'
import { createBannoGroupsLists } from './banno-groups-lists'
import type { InstitutionDirectory } from './institution-directory'
import { findOnList, searchList } from './search-list'

/**
 * Institutions by Banno Groups membership. Jack Henry names the API but publishes neither its path
 * nor its shape; both are ours and live in `banno-groups-api.ts` alone.
 *
 * @param options.url the API, with `{userId}` in it
 */
export function createBannoGroupsDirectory(options: {
  url: string
  now?: () => number
}): InstitutionDirectory {
  const lists = createBannoGroupsLists(options)
  return {
    search: async (user, search) => searchList(await lists.get(user), search),
    find: async (user, institutionId) => findOnList(await lists.get(user), institutionId),
    permits: async () => true,
    forget: lists.forget,
    close: async () => {},
  }
}
