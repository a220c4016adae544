import 'server-only'
import { fetch as undiciFetch } from 'undici'
import { z } from 'zod'
import { AppError, type ErrorFacts, isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import type { Institution } from './institution'
import type { DirectoryUser, InstitutionDirectory } from './institution-directory'
import { type InstitutionIndex, indexInstitutions } from './search'

type Fetch = (url: string, init: RequestInit) => Promise<Response>

const freshFor = 60_000
const servedFor = 10 * 60_000
const answerWithin = 4_000
const mostPages = 500
/** Institutions remembered for all people together; ten thousand take about nine megabytes. */
const mostRemembered = 300_000

const text = z.string().trim().min(1).max(300)
const pageSchema = z.object({
  institutions: z.array(
    z.object({
      institutionId: z.string().min(1).max(200),
      name: text,
      city: text.nullish(),
      state: text.nullish(),
      routingNumber: text.nullish(),
      groups: z.array(z.string()).nullish(),
    }),
  ),
  nextCursor: z.string().min(1).nullish(),
})

interface Remembered {
  readonly loadedAt: number
  readonly index: InstitutionIndex
}

/**
 * Institutions by Banno Groups membership. Jack Henry names the API but publishes neither its path
 * nor its shape; both are ours and live in this file alone.
 *
 * A person's list is kept for 60 seconds. Up to ten minutes it is still served while a fresh one
 * is fetched, so nobody waits; an empty list is never kept, so "Check again" does check.
 *
 * @param options.url the API, with `{userId}` in it
 */
export function createBannoGroupsDirectory({
  url,
  fetch = undiciFetch as unknown as Fetch,
  now = Date.now,
}: {
  url: string
  fetch?: Fetch
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
    const loading = fetchInstitutions(url, user, fetch)
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

async function fetchInstitutions(
  url: string,
  user: DirectoryUser,
  fetch: Fetch,
): Promise<Institution[]> {
  const accessToken = await user.getAccessToken()
  const byId = new Map<string, Institution>()
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const address = new URL(url.replace('{userId}', encodeURIComponent(user.subject)))
    if (cursor !== null) address.searchParams.set('cursor', cursor)
    const answer = await fetchPage(address, accessToken, fetch).catch((error: unknown) => {
      if (isAppError(error) && !error.retryable) throw error
      return fetchPage(address, accessToken, fetch)
    })
    for (const institution of answer.institutions) {
      byId.set(institution.institutionId, toInstitution(institution))
    }
    if (!answer.nextCursor || answer.nextCursor === cursor) return [...byId.values()]
    cursor = answer.nextCursor
  }
  throw unavailable('the directory never came to its last page')
}

async function fetchPage(address: URL, accessToken: string, fetch: Fetch) {
  const notAnswered = (cause: unknown) => {
    throw unavailable('the directory did not answer', { cause, retryable: true })
  }
  const response = await fetch(address.href, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(answerWithin),
  }).catch(notAnswered)
  const { ok, status } = response
  if (!ok) {
    await response.body?.cancel()
    throw unavailable('the directory refused', { retryable: status >= 500, facts: { status } })
  }
  const body: unknown = await response.json().catch(notAnswered)
  const page = pageSchema.safeParse(body)
  if (!page.success) {
    const [issue] = page.error.issues
    throw unavailable('the directory’s answer has another shape', {
      facts: { at: issue?.path.join('.') ?? '' },
    })
  }
  return page.data
}

/** Foreign fields that are missing or null are left out; nothing else of theirs comes in. */
function toInstitution({
  institutionId,
  name,
  city,
  state,
  routingNumber,
  groups,
}: z.infer<typeof pageSchema>['institutions'][number]): Institution {
  return {
    institutionId,
    name,
    ...(city && { city }),
    ...(state && { state }),
    ...(routingNumber && { routingNumber }),
    ...(groups && { groups }),
  }
}

function unavailable(
  message: string,
  options: { cause?: unknown; retryable?: boolean; facts?: ErrorFacts } = {},
): AppError {
  return new AppError('directory_unavailable', message, options)
}
