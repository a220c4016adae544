import 'server-only'
import type { AuthContext } from '@/lib/auth/auth-context'
import { listAccesses, type Session } from '@/lib/auth/read-session'
import type { SessionView } from './session-view'

/**
 * What the browser may know of a session. Every member is named here one by one, so that nothing
 * new in a session reaches the browser by itself.
 */
export async function describeSession(
  context: AuthContext,
  session: Session,
): Promise<SessionView> {
  const { issuer, subject, name, username } = session.user
  const accesses = await listAccesses(context, session)
  return {
    user: { issuer, subject, name, username },
    expires: new Date(session.absoluteExpiresAt).toISOString(),
    idleExpires: new Date(Math.min(session.idleExpiresAt, session.absoluteExpiresAt)).toISOString(),
    institutions: accesses.map(({ institutionId, tokenSet, refreshes }) => ({
      institutionId: institutionId ?? '',
      scopes: [...tokenSet.scopes],
      accessTokenExpires: new Date(tokenSet.accessTokenExpiresAt).toISOString(),
      refreshes,
    })),
  }
}
