import 'server-only'
import { AppError } from '@/lib/errors'
import { findInstitutionAccess, type StoredAccess } from '@/lib/session/institution-access'
import type { Session } from '@/lib/session/session'
import { findUsableRefreshToken, isLive, isRefreshDue } from '@/lib/tokens/token-set'
import type { AuthContext } from './auth-context'
import { refreshAccess } from './refresh-access'

/**
 * A live access token of this session for this institution and no other; null is institution zero.
 *
 * @throws as {@link requireInstitutionAccess}
 */
export async function getAccessToken(
  context: AuthContext,
  { session, institutionId }: { session: Session; institutionId: string | null },
): Promise<string> {
  const { tokenSet } = await requireInstitutionAccess(context, { session, institutionId })
  return tokenSet.accessToken
}

/**
 * The session's access to this institution, with a token that is live.
 *
 * A token near its end is refreshed in the background while it still serves; one past its end is
 * refreshed before it is answered.
 *
 * @throws AppError `institution_authorization_required` when the flow has to run again,
 *   `provider_unavailable` when the provider cannot refresh now, `session_required` when the
 *   session has just ended, `store_unavailable`
 */
export async function requireInstitutionAccess(
  context: AuthContext,
  { session, institutionId }: { session: Session; institutionId: string | null },
): Promise<StoredAccess> {
  const { applications, sessionStore, now } = context
  const access =
    session.accesses.find((candidate) => candidate.institutionId === institutionId) ??
    (await findInstitutionAccess(sessionStore, session, { institutionId, now: now() }))
  if (access === null) {
    throw new AppError('institution_authorization_required', 'the session has no access', {
      facts: { institutionId },
    })
  }
  const { tokenSet } = access
  if (!isLive(tokenSet, now())) return refreshAccess(context, { session, institutionId })
  const isRefreshable =
    findUsableRefreshToken(tokenSet, now()) !== null && applications.find(access.clientId) !== null
  if (isRefreshDue(tokenSet, now()) && isRefreshable) {
    refreshAccess(context, { session, institutionId }).catch(() => {})
  }
  return access
}
