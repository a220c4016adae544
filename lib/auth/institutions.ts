import 'server-only'
import type { Institution, InstitutionPage } from '@/lib/institutions/institution'
import type { DirectoryUser, InstitutionSearch } from '@/lib/institutions/institution-directory'
import type { Session } from '@/lib/session/session'
import type { AuthContext } from './auth-context'
import { closeInstitution } from './close-institution'
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

/**
 * The institution, if this session's person may open it. One that was read with the session and is no
 * longer theirs is closed.
 *
 * @throws AppError as {@link searchInstitutions}, and `store_unavailable`
 */
export async function findInstitution(
  context: AuthContext,
  { session, institutionId }: { session: Session; institutionId: string },
): Promise<Institution | null> {
  const { institutionDirectory } = context
  const found = await institutionDirectory.find(directoryUser(context, session), institutionId)
  const access = session.accesses.find((candidate) => candidate.institutionId === institutionId)
  if (found === null && access !== undefined) await closeInstitution(context, session, access)
  return found
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
