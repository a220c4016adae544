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
 * The institution, if this session's person may open it. When the session holds access to one that is
 * no longer on the list, the list is asked for anew, once; if it is gone indeed, the access ends.
 *
 * @throws AppError as {@link searchInstitutions}, and `store_unavailable`
 */
export async function findInstitution(
  context: AuthContext,
  { session, institutionId }: { session: Session; institutionId: string },
): Promise<Institution | null> {
  const find = () =>
    context.institutionDirectory.find(directoryUser(context, session), institutionId)
  const found = await find()
  const access = session.accesses.find((candidate) => candidate.institutionId === institutionId)
  if (found !== null || access === undefined) return found
  forgetInstitutions(context, session)
  const foundAnew = await find()
  if (foundAnew === null) await closeInstitution(context, session, institutionId)
  return foundAnew
}

/**
 * Ends what this session, as it was read, holds of institutions that were taken from its person: nobody
 * may ask for these one by one. What the directory cannot say ends nothing.
 */
export async function closeRemovedInstitutions(
  context: AuthContext,
  session: Session,
): Promise<void> {
  const held = session.accesses.flatMap(({ institutionId }) => institutionId ?? [])
  await Promise.allSettled(
    held.map((institutionId) => findInstitution(context, { session, institutionId })),
  )
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
