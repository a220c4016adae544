import 'server-only'
import { errorFacts, log } from '@/lib/observability/log'
import { fetchInstitutions } from './banno-groups-api'
import { forgetOldest } from './forget-oldest'
import type { DirectoryUser } from './institution-directory'
import { type InstitutionIndex, indexGradually } from './search'

const freshFor = 60_000
const servedFor = 10 * 60_000
/** Long enough that typing does not ask for every letter, short enough for "Load the rest". */
const partialFor = 5_000

/** A person's list, ready to be searched. */
export interface LoadedList {
  readonly index: InstitutionIndex
  readonly partial: boolean
}

/** The lists of Banno Groups, remembered for each person. */
export interface BannoGroupsLists {
  get(user: DirectoryUser): Promise<LoadedList>
  forget(user: Person): void
}

type Person = Pick<DirectoryUser, 'issuer' | 'subject'>

interface Remembered extends LoadedList {
  readonly loadedAt: number
}

/**
 * Keeps a person's list for 60 seconds. Up to ten minutes it is still served while a fresh one is
 * fetched, so nobody waits. An empty list is never kept, so "Check again" does check; a partial one
 * is kept for moments, and does not take the place of a whole one that can still be served.
 */
export function createBannoGroupsLists({
  url,
  now = Date.now,
}: {
  url: string
  now?: () => number
}): BannoGroupsLists {
  const remembered = new Map<string, Remembered>()
  const pending = new Map<string, Promise<LoadedList>>()
  const keyOf = ({ issuer, subject }: Person) => `${issuer} ${subject}`

  const remember = (key: string, list: LoadedList) => {
    const known = remembered.get(key)
    const keepsKnown = known && !known.partial && now() - known.loadedAt <= servedFor
    if (list.index.size === 0 || (list.partial && keepsKnown)) return
    remembered.delete(key)
    remembered.set(key, { ...list, loadedAt: now() })
    forgetOldest(remembered, ({ index }) => index.size)
  }

  const load = (user: DirectoryUser): Promise<LoadedList> => {
    const key = keyOf(user)
    const underWay = pending.get(key)
    if (underWay) return underWay
    const loading = fetchInstitutions(user, { url })
      .then(async ({ institutions, partial }) => {
        const list = { index: await indexGradually(institutions), partial }
        // Forgotten meanwhile: this answer may be older than what made us forget.
        if (pending.get(key) === loading) remember(key, list)
        return list
      })
      .finally(() => {
        if (pending.get(key) === loading) pending.delete(key)
      })
    pending.set(key, loading)
    return loading
  }

  return {
    async get(user) {
      const known = remembered.get(keyOf(user))
      const age = known ? now() - known.loadedAt : Number.POSITIVE_INFINITY
      if (known === undefined || age > (known.partial ? partialFor : servedFor)) return load(user)
      if (age > freshFor) {
        load(user).catch((error: unknown) => log('warn', 'directory.failed', errorFacts(error)))
      }
      return known
    },
    forget(user) {
      remembered.delete(keyOf(user))
      pending.delete(keyOf(user))
    },
  }
}
