import 'server-only'
import { log } from '@/lib/observability/log'
import { endInstitutionAccess, type SessionKey } from '@/lib/session/institution-access'
import type { AuthContext } from './auth-context'

/**
 * Ends a session's access to an institution that was taken from its person. The rest of the session
 * stays: the refresh token is let go and not revoked, since a provider may keep one grant for all
 * institutions of a person, and would end every other one with it.
 *
 * @throws AppError `store_unavailable`
 */
export async function closeInstitution(
  { sessionStore }: AuthContext,
  session: SessionKey,
  institutionId: string,
): Promise<void> {
  const ended = await endInstitutionAccess(sessionStore, session, { institutionId })
  if (ended) log('info', 'institution.closed', { institutionId })
}
