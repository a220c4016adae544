import 'server-only'
import { isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import { directoryUnavailable } from './directory-unavailable'
import type { Institution } from './institution'
import type { DirectoryUser } from './institution-directory'
import { parseInstitution } from './institution-record'
import { readLimited } from './read-limited'
import { untilAborted } from './until-aborted'

/** For one page, both tries together: a directory that hangs is given up after it. */
const pageWithin = 4_000
const listWithin = 20_000
const mostPages = 500
const mostBytes = 16 * 1024 * 1024
const mostInstitutions = 200_000

/** A person's list; `partial` when some of it could not be had. */
export interface InstitutionList {
  readonly institutions: readonly Institution[]
  readonly partial: boolean
}

interface Page {
  readonly institutions: readonly Institution[]
  /** Rows that are no institutions. */
  readonly unreadable: number
  readonly nextCursor: string | null
}

/**
 * All pages of a person's list, each tried twice when its failure may pass; a repeated id counts
 * once. What comes before a page that cannot be had is a partial list.
 *
 * @param options.url with `{userId}` in it
 * @throws AppError `directory_unavailable` when there is nothing before that page, or the list has
 *   no end
 */
export async function fetchInstitutions(
  user: DirectoryUser,
  { url }: { url: string },
): Promise<InstitutionList> {
  const listEnds = AbortSignal.timeout(listWithin)
  const byId = new Map<string, Institution>()
  const cursors = new Set<string>()
  let cursor: string | null = null
  let unreadable = 0
  for (let pages = 0; pages < mostPages; pages += 1) {
    const address = new URL(url.replace('{userId}', encodeURIComponent(user.subject)))
    if (cursor !== null) address.searchParams.set('cursor', cursor)
    let page: Page
    try {
      page = await fetchPageTwice(address, user, listEnds)
    } catch (error) {
      if (byId.size === 0 || !isAppError(error, 'directory_unavailable')) throw error
      return partial(byId, { pages, ...errorFacts(error) })
    }
    for (const institution of page.institutions) byId.set(institution.institutionId, institution)
    unreadable += page.unreadable
    if (page.nextCursor === null) {
      if (unreadable > 0) return partial(byId, { unreadable })
      return { institutions: [...byId.values()], partial: false }
    }
    cursor = page.nextCursor
    const repeated = cursors.has(cursor)
    if (byId.size > mostInstitutions || repeated) return partial(byId, { pages, repeated })
    cursors.add(cursor)
  }
  throw directoryUnavailable('the directory never came to its last page')
}

function partial(byId: Map<string, Institution>, facts: Record<string, unknown>): InstitutionList {
  log('warn', 'directory.partial', { institutions: byId.size, ...facts })
  return { institutions: [...byId.values()], partial: true }
}

async function fetchPageTwice(
  address: URL,
  user: DirectoryUser,
  listEnds: AbortSignal,
): Promise<Page> {
  const signal = AbortSignal.any([listEnds, AbortSignal.timeout(pageWithin)])
  return fetchPage(address, user, signal).catch((error: unknown) => {
    const mayPass = isAppError(error, 'directory_unavailable') && error.retryable
    if (!mayPass || signal.aborted) throw error
    return fetchPage(address, user, signal)
  })
}

async function fetchPage(address: URL, user: DirectoryUser, signal: AbortSignal): Promise<Page> {
  const notAnswered = (cause: unknown) => {
    // Without access to institution zero nobody was asked.
    if (isAppError(cause)) throw cause
    throw directoryUnavailable('the directory did not answer', { cause, retryable: true })
  }
  const headers = { accept: 'application/json' }
  const response = await untilAborted(
    user.fetch(address.href, { headers, redirect: 'error', signal }),
    signal,
  ).catch(notAnswered)
  const { ok, status } = response
  if (!ok) {
    await response.body?.cancel()
    throw directoryUnavailable('the directory refused', {
      retryable: status >= 500 || status === 429,
      facts: { status, ...findRetryAfter(response) },
    })
  }
  const text = await untilAborted(readLimited(response, mostBytes), signal).catch(notAnswered)
  if (text === null) throw directoryUnavailable('the directory’s answer is larger than 16 MB')
  return parsePage(text)
}

/** How long a directory that is asked too much wants to be left alone, at most ten minutes. */
function findRetryAfter({ status, headers }: Response): { retryAfterSeconds?: number } {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  const isSaid = status === 429 && Number.isInteger(seconds) && seconds > 0
  return isSaid ? { retryAfterSeconds: Math.min(seconds, 600) } : {}
}

function parsePage(text: string): Page {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    // Without the cause, whose message quotes the answer. A proxy's page may be gone the next time.
    throw directoryUnavailable('the directory’s answer is not JSON', { retryable: true })
  }
  const { institutions: rows, nextCursor } = (body ?? {}) as Record<string, unknown>
  const hasNext = typeof nextCursor === 'string' && nextCursor !== ''
  if (!Array.isArray(rows) || !(hasNext || nextCursor === undefined || nextCursor === null)) {
    throw directoryUnavailable('the directory’s answer has another shape')
  }
  const institutions = rows.map(parseInstitution).filter((row) => row !== null)
  if (rows.length > 0 && institutions.length === 0) {
    throw directoryUnavailable('the directory’s rows have another shape')
  }
  return {
    institutions,
    unreadable: rows.length - institutions.length,
    nextCursor: hasNext ? nextCursor : null,
  }
}
