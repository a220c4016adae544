import 'server-only'
import { getAuthContext } from '@/lib/auth/auth-context'
import { searchInstitutions } from '@/lib/auth/institutions'
import { isAppError } from '@/lib/errors'
import type { InstitutionPage } from '@/lib/institutions/institution'
import { errorFacts, log } from '@/lib/observability/log'
import { redirectToSignInAgain, requireCurrentSession } from './current-session'

/**
 * The first rows of the picker, or the code of why there are none; an empty list is never shown
 * for a failure.
 */
export async function findPickerPage({
  query,
  limit,
  path,
}: {
  query: string
  limit: number
  path: string
}): Promise<{ page: InstitutionPage; problem: { code: string; status: number } | null }> {
  const { session } = await requireCurrentSession(path)
  try {
    const search = { session, query, cursor: null, limit }
    return { page: await searchInstitutions(getAuthContext(), search), problem: null }
  } catch (error) {
    if (isAppError(error, 'institution_authorization_required')) redirectToSignInAgain(path)
    if (!isAppError(error)) throw error
    log('warn', 'directory.failed', errorFacts(error))
    return { page: { institutions: [], total: 0 }, problem: { code: error.code, status: 503 } }
  }
}
