import 'server-only'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/observability/log'
import type { AuthorizationGrant } from '@/lib/oidc/authorization-code-grant'
import { readInstitution } from '@/lib/oidc/institution-claim'
import type { Session } from '@/lib/session/session'
import type { AuthContext } from './auth-context'
import { endSession } from './end-session'
import { handBack, saveGrant } from './save-grant'
import type { StartedSession } from './sign-in'

/**
 * Adds an institution to the session of the same person; anyone else's ends it.
 *
 * @throws AppError `session_expired`, `user_mismatch`, `institution_denied` for institution zero and
 *   for one that the product's own directory does not permit, `directory_unavailable`,
 *   `session_required` when the session has just ended, `store_unavailable`
 */
export async function openInstitution(
  context: AuthContext,
  {
    grant,
    session,
    institutionId,
  }: { grant: AuthorizationGrant; session: Session | null; institutionId: string },
): Promise<StartedSession> {
  if (session === null) {
    await handBack(context, grant)
    throw new AppError('session_expired', 'the session ended while its institution was opened')
  }
  const { issuer, subject } = session.user
  if (grant.claims.sub !== subject || context.config.issuer !== issuer) {
    log('warn', 'session.user_mismatch', { subject })
    await Promise.all([endSession(context, session, 'user_mismatch'), handBack(context, grant)])
    throw new AppError('user_mismatch', 'another person came back than the session belongs to')
  }
  if (isInstitutionZero(context, session, institutionId)) {
    await handBack(context, grant)
    throw new AppError('institution_denied', 'institution zero cannot be opened')
  }
  await requirePermission(context, session, institutionId).catch(async (error: unknown) => {
    await handBack(context, grant)
    throw error
  })
  await saveGrant(context, session, { grant, institutionId })
  log('info', 'institution.authorized', { institutionId, subject: session.user.subject })
  return { session, sessionSeal: null }
}

/** The provider may grant more than the product does, and anyone may ask it for any institution. */
async function requirePermission(
  { institutionDirectory }: AuthContext,
  { user }: Session,
  institutionId: string,
): Promise<void> {
  if (await institutionDirectory.permits(user, institutionId)) return
  throw new AppError('institution_denied', 'the institution is not on this person’s list')
}

/**
 * Institution zero is no institution to work in, even if the provider issues tokens for its id. The
 * id is known from the token of the sign-in.
 */
function isInstitutionZero(
  { config }: AuthContext,
  session: Session,
  institutionId: string,
): boolean {
  const zero = session.accesses.find((access) => access.institutionId === null)
  const zeroId = zero && readInstitution(zero.tokenSet.accessToken, null, config.institutionClaim)
  return institutionId === (config.institutionZero ?? zeroId)
}
