import 'server-only'
import type { AuthorizationGrant } from '@/lib/oidc/authorization-code-grant'
import { saveInstitutionAccess } from '@/lib/session/institution-access'
import type { Session } from '@/lib/session/session'
import type { AuthContext } from './auth-context'

/** Stores what a grant brought as the session's access to its institution; null is zero. */
export async function saveGrant(
  { config, sessionStore, now }: AuthContext,
  session: Session,
  { grant, institutionId }: { grant: AuthorizationGrant; institutionId: string | null },
): Promise<void> {
  await saveInstitutionAccess(sessionStore, session, {
    access: {
      institutionId,
      tokenSet: grant.tokenSet,
      requestedScopes: config.scopes,
      refreshes: 0,
    },
    now: now(),
  })
}
