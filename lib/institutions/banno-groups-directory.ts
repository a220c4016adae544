import 'server-only'
import { errorFacts, log } from '@/lib/observability/log'
import { fetchInstitutions } from './banno-groups-api'
import type { DirectoryUser, InstitutionDirectory } from './institution-directory'
import { type InstitutionIndex, indexInstitutions } from './search'

const freshFor = 60_000
const servedFor = 10 * 60_000
/** Institutions remembered for all people together; ten thousand take about nine megabytes. */
const mostRemembered = 300_000

interface Remembered {
  readonly loadedAt: number
  readonly index: InstitutionIndex
}

/**
 * Institutions by Banno Groups membership. Jack Henry names the API but publishes neither its path
 * nor its shape; both are ours and live in `banno-groups-api.ts` alone.
 *
 * A person's list is kept for 60 seconds. Up to ten minutes it is still served while a fresh one
 * is fetched, so nobody waits; an empty list is never kept, so "Check again" does check.
 *
 * @param options.url the API, with `{userId}` in it
 */
export function createBannoGroupsDirectory({
  url,
  now = Date.now,
}: {
  url: string
  now?: () => number
}): InstitutionDirectory {
  const remembered = new Map<string, Remembered>()
  const pending = new Map<string, Promise<InstitutionIndex>>()
  const keyOf = ({ issuer, subject }: Pick<DirectoryUser, 'issuer' | 'subject'>) =>
    `${issuer} ${subject}`

  const load = (user: DirectoryUser): Promise<InstitutionIndex> => {
    const key = keyOf(user)
    const underWay = pending.get(key)
    if (underWay) return underWay
    const loading = fetchInstitutions(user, { url })
      .then((institutions) => {
        const index = indexInstitutions(institutions)
        // Forgotten meanwhile: this answer may be older than what made us forget.
        if (pending.get(key) === loading && institutions.length > 0) {
          remembered.delete(key)
          remembered.set(key, { loadedAt: now(), index })
          forgetOldest(remembered)
        }
        return index
      })
      .finally(() => {
        if (pending.get(key) === loading) pending.delete(key)
      })
    pending.set(key, loading)
    return loading
  }

  const institutionsOf = async (user: DirectoryUser): Promise<InstitutionIndex> => {
    const known = remembered.get(keyOf(user))
    const age = known ? now() - known.loadedAt : Number.POSITIVE_INFINITY
    if (known === undefined || age > servedFor) return load(user)
    if (age > freshFor) {
      load(user).catch((error: unknown) => log('warn', 'directory.failed', errorFacts(error)))
    }
    return known.index
  }

  return {
    search: async (user, search) => (await institutionsOf(user)).search(search),
    find: async (user, institutionId) => (await institutionsOf(user)).find(institutionId),
    forget: (user) => {
      remembered.delete(keyOf(user))
      pending.delete(keyOf(user))
    },
  }
}

function forgetOldest(remembered: Map<string, Remembered>): void {
  let rows = 0
  for (const { index } of remembered.values()) rows += index.size
  for (const [oldest, { index }] of remembered) {
    if (rows <= mostRemembered || remembered.size === 1) break
    remembered.delete(oldest)
    rows -= index.size
  }
}
