import 'server-only'
import type { Institution, InstitutionPage } from '@/lib/institutions/institution'
import type { DirectoryUser, InstitutionSearch } from '@/lib/institutions/institution-directory'
import type { Session } from '@/lib/session/session'
import type { AuthContext } from './auth-context'
import { fetchWithAccess } from './fetch-with-access'

/**
 * Searches the institutions that this session's person may open.
 *
 * @throws AppError `directory_unavailable`, and what `requireInstitutionAccess` throws for institution zero
 */
export function searchInstitutions(
  context: AuthContext,
  { session, ...search }: InstitutionSearch & { session: Session },
): Promise<InstitutionPage> {
  return context.institutionDirectory.search(directoryUser(context, session), search)
}

/** The institution, if this session's person may open it; throws as {@link searchInstitutions}. */
export function findInstitution(
  context: AuthContext,
  { session, institutionId }: { session: Session; institutionId: string },
): Promise<Institution | null> {
  return context.institutionDirectory.find(directoryUser(context, session), institutionId)
}

/** Lets the next answer about this session's person be a fresh one. */
export function forgetInstitutions({ institutionDirectory }: AuthContext, { user }: Session): void {
  institutionDirectory.forget(user)
}

function directoryUser(context: AuthContext, session: Session): DirectoryUser {
  return {
    issuer: session.user.issuer,
    subject: session.user.subject,
    username: session.user.username,
    fetch: fetchWithAccess(context, { session, institutionId: null }),
  }
}
