import { getJson } from '@/components/requests/get-json'
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
export async function getInstitutionPage({
  query,
  cursor,
  limit,
  signal,
}: InstitutionPageRequest): Promise<InstitutionPage> {
  const search = new URLSearchParams()
  if (query !== '') search.set('query', query)
  if (cursor !== null) search.set('cursor', cursor)
  search.set('limit', String(limit))
  const { body, status, requestId } = await getJson(`/api/institutions?${search}`, { signal })
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
  if (!Array.isArray(institutions) || !institutions.every(isInstitution)) return null
  return {
    institutions,
    total: typeof total === 'number' ? total : institutions.length,
    ...(typeof nextCursor === 'string' ? { nextCursor } : {}),
    ...(partial === true ? { partial } : {}),
  }
}

function isInstitution(value: unknown): value is Institution {
  if (typeof value !== 'object' || value === null) return false
  const { institutionId, name } = value as Partial<Record<keyof Institution, unknown>>
  return typeof institutionId === 'string' && typeof name === 'string'
}
