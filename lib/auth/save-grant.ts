import 'server-only'
import type { AuthorizationGrant } from '@/lib/oidc/authorization-code-grant'
import { revokeTokens } from '@/lib/oidc/token-revocation'
import { saveInstitutionAccess } from '@/lib/session/institution-access'
import type { Session } from '@/lib/session/session'
import type { AuthContext } from './auth-context'

/**
 * Stores what a grant brought as the session's access to its institution; null is zero.
 *
 * @throws AppError `session_required` when the session has just ended; the grant is handed back
 */
export async function saveGrant(
  context: AuthContext,
  session: Session,
  { grant, institutionId }: { grant: AuthorizationGrant; institutionId: string | null },
): Promise<void> {
  const { sessionStore, now } = context
  const { application, dpopKey, requestedScopes, tokenSet } = grant
  const { clientId } = application
  const access = { institutionId, clientId, dpopKey, tokenSet, requestedScopes, refreshes: 0 }
  try {
    await saveInstitutionAccess(sessionStore, session, { access, now: now() })
  } catch (error) {
    await handBack(context, grant)
    throw error
  }
}

/** Revokes what no session will hold, at most two seconds long. */
export function handBack(
  { relyingParty }: AuthContext,
  { application: { clientId }, tokenSet: { refreshToken } }: AuthorizationGrant,
): Promise<void> {
  return revokeTokens(relyingParty, {
    tokens: refreshToken === undefined ? [] : [{ refreshToken, clientId }],
    withinMilliseconds: 2_000,
  })
}
