import 'server-only'
import { cache } from 'react'
import { getAuthContext } from '@/lib/auth/auth-context'
import { createAuthorizationTicket } from '@/lib/auth/authorization-ticket'
import { requireInstitutionAccess } from '@/lib/auth/get-access-token'
import { findInstitution } from '@/lib/auth/institutions'
import { AppError, isAppError } from '@/lib/errors'
import { findCurrentSession, redirectToSignInAgain, requireCurrentSession } from './current-session'
import { describeSession } from './describe-session'
import { redirectSeeOther } from './redirect-see-other'
import { withQuery } from './see-other'

/** The institution in the path, if it is on this person's list; null also without a session. */
export const findPageInstitution = cache(async (institutionId: string) => {
  const current = await findCurrentSession()
  if (current === null) return null
  return findInstitution(getAuthContext(), { session: current.session, institutionId })
})

/**
 * What every page under `/i/{institutionId}` begins with. Without a session the person signs in;
 * an institution that is not on the list is not found, whether or not it exists; without live
 * access the flow runs for it and comes back to `path`.
 *
 * @param path of the page itself, with its query
 * @throws AppError `not_found`, `directory_unavailable`, `provider_unavailable`, `session_required`,
 *   `store_unavailable`
 */
export async function requireInstitutionPage(institutionId: string, path: string) {
  const context = getAuthContext()
  const { session } = await requireCurrentSession(path)
  const institution = await findPageInstitution(institutionId).catch(async (error: unknown) => {
    if (isAppError(error, 'institution_authorization_required')) return redirectToSignInAgain(path)
    throw error
  })
  if (institution === null) throw new AppError('not_found', 'the institution is not on the list')
  const required = requireInstitutionAccess(context, { session, institutionId })
  const access = await required.catch(async (error: unknown) => {
    if (!isAppError(error, 'institution_authorization_required')) throw error
    const ticket = await createAuthorizationTicket(context, { session, institutionId })
    return redirectSeeOther(
      withQuery('/api/oidc/authorize', { institutionId, returnTo: path, ticket }),
    )
  })
  const others = session.accesses.filter((other) => other.institutionId !== institutionId)
  return {
    session,
    // With this access as it is now: asking for it may have refreshed it.
    view: describeSession({ ...session, accesses: [...others, access] }),
    institution,
    requestedScopes: [...access.requestedScopes],
    /** What a page may have the flow ask for besides, when somebody needs it. */
    requestableScopes: context.config.optionalScopes.filter(
      (scope) => !access.requestedScopes.includes(scope),
    ),
  }
}
