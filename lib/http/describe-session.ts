import 'server-only'
import type { Session } from '@/lib/auth/read-session'
import type { SessionView } from './session-view'

/**
 * What the browser may know of a session that was read with all its accesses. Every member is named
 * here one by one, so that nothing new in a session reaches the browser by itself.
 */
export function describeSession(session: Session): SessionView {
  const { issuer, subject, name, username } = session.user
  return {
    user: { issuer, subject, name, username },
    expires: new Date(session.absoluteExpiresAt).toISOString(),
    idleExpires: new Date(Math.min(session.idleExpiresAt, session.absoluteExpiresAt)).toISOString(),
    // Institution zero is not one a person works in.
    institutions: session.accesses.flatMap(({ institutionId, tokenSet, refreshes }) =>
      institutionId === null
        ? []
        : {
            institutionId,
            scopes: [...tokenSet.scopes],
            accessTokenExpires: new Date(tokenSet.accessTokenExpiresAt).toISOString(),
            refreshes,
          },
    ),
  }
}
