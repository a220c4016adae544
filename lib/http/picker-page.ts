import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { getAuthContext } from '@/lib/auth/auth-context'
import {
  closeRemovedInstitutions,
  findInstitution,
  forgetInstitutions,
  searchInstitutions,
} from '@/lib/auth/institutions'
import type { Session } from '@/lib/auth/read-session'
import { isAppError } from '@/lib/errors'
import type { InstitutionPage } from '@/lib/institutions/institution'
import { errorFacts, log } from '@/lib/observability/log'
import { redirectToSignInAgain, requireCurrentSession } from './current-session'
import type { PageQuery } from './page-query'
import { findRememberedInstitutions } from './remembered-page'
import type { RememberedView } from './remembered-view'

/** Long enough for a list that is remembered, short enough to be no wait. */
const promptly = 500

/** All that the picker begins with. */
export interface PickerPage {
  /** The first rows; null when they are not there promptly: the browser fetches them. */
  readonly page: InstitutionPage | null
  /** How many institutions there are in all, whatever is searched. */
  readonly total?: number
  readonly remembered?: RememberedView
  /** Whether the institution that the person comes from is not, or no longer, theirs. */
  readonly isRemoved?: boolean
  /** Why there are no rows; an empty list is never shown for a failure. */
  readonly problem?: { code: string; status: number; requestId: string }
}

/** Prepares the picker. A list that takes its time does not keep the page waiting, unless asked to. */
export async function findPickerPage(query: PageQuery, path: string): Promise<PickerPage> {
  const { session } = await requireCurrentSession(path)
  if (query.refresh) forgetInstitutions(getAuthContext(), session)
  const found = lookIntoList(session, query).catch((error: unknown): PickerPage => {
    if (isAppError(error, 'institution_authorization_required')) return redirectToSignInAgain(path)
    if (!isAppError(error)) throw error
    const requestId = randomUUID()
    log('warn', 'directory.failed', { requestId, ...errorFacts(error) })
    const problem = { code: error.code, status: 503, requestId }
    return { page: { institutions: [], total: 0 }, problem }
  })
  if (query.wait) return found
  const late = pause(promptly).then((): PickerPage => ({ page: null }))
  // Should it fail after all, then the browser's own request says so.
  found.catch(() => {})
  return Promise.race([found, late])
}

async function lookIntoList(
  session: Session,
  { query, limit, from }: PageQuery,
): Promise<PickerPage> {
  const context = getAuthContext()
  const everything = { session, query: '', cursor: null }
  const [page, all, remembered, comesFrom] = await Promise.all([
    searchInstitutions(context, { ...everything, query, limit }),
    query === '' ? null : searchInstitutions(context, { ...everything, limit: 1 }),
    findRememberedInstitutions(session),
    from === null ? null : findInstitution(context, { session, institutionId: from }),
    closeRemovedInstitutions(context, session),
  ])
  const { total } = all ?? page
  return { page, total, remembered, isRemoved: from !== null && comesFrom === null }
}
