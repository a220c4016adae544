import 'server-only'
import { log } from '@/lib/observability/log'
import { revokeTokens } from '@/lib/oidc/token-revocation'
import {
  endInstitutionAccess,
  type SessionKey,
  type StoredAccess,
} from '@/lib/session/institution-access'
import type { AuthContext } from './auth-context'

/**
 * Ends a session's access to an institution that was taken from its person, and revokes the refresh
 * token, at most two seconds long. The rest of the session stays.
 *
 * @throws AppError `store_unavailable`
 */
export async function closeInstitution(
  { sessionStore, relyingParty }: AuthContext,
  session: SessionKey,
  { institutionId, clientId, tokenSet: { refreshToken } }: StoredAccess,
): Promise<void> {
  if (!(await endInstitutionAccess(sessionStore, session, { institutionId }))) return
  log('info', 'institution.closed', { institutionId })
  await revokeTokens(relyingParty, {
    tokens: refreshToken === undefined ? [] : [{ refreshToken, clientId }],
    withinMilliseconds: 2_000,
  })
}
