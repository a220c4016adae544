import { callJson } from '@/components/requests/call-json'
import { RequestProblem } from '@/components/requests/request-problem'
import type { Institution, InstitutionPage } from '@/lib/institutions/institution'

interface InstitutionPageRequest {
  query: string
  /** Null for the first page. */
  cursor: string | null
  limit: number
  signal: AbortSignal
}

/** One page of the person's institutions that match a query. */
export function getInstitutionPage({
  query,
  cursor,
  limit,
  signal,
}: InstitutionPageRequest): Promise<InstitutionPage> {
  const search = new URLSearchParams()
  if (query !== '') search.set('query', query)
  if (cursor !== null) search.set('cursor', cursor)
  search.set('limit', String(limit))
  return getPage(`/api/institutions?${search}`, signal)
}

/** All of a list that is short enough to be searched here; of a longer one, the beginning. */
export function getInstitutionList(signal: AbortSignal): Promise<InstitutionPage> {
  return getPage('/api/institutions/list', signal)
}

async function getPage(path: string, signal: AbortSignal): Promise<InstitutionPage> {
  const { body, status, requestId } = await callJson(path, { signal })
  const page = parseInstitutionPage(body)
  if (page === null)
    throw new RequestProblem({ failure: 'unreadable', status, code: '', requestId })
  return page
}

function parseInstitutionPage(body: unknown): InstitutionPage | null {
  if (typeof body !== 'object' || body === null) return null
  const { institutions, nextCursor, total, partial } = body as Partial<
    Record<keyof InstitutionPage, unknown>
  >
  if (!isInstitutions(institutions)) return null
  return {
    institutions,
    total: typeof total === 'number' ? total : institutions.length,
    ...(typeof nextCursor === 'string' ? { nextCursor } : {}),
    ...(partial === true && { partial }),
  }
}

/** Whether a foreign value is a list of institutions. */
export function isInstitutions(value: unknown): value is Institution[] {
  return Array.isArray(value) && value.every(isInstitution)
}

function isInstitution(value: unknown): value is Institution {
  if (typeof value !== 'object' || value === null) return false
  const { institutionId, name } = value as Partial<Record<keyof Institution, unknown>>
  return typeof institutionId === 'string' && typeof name === 'string'
}
