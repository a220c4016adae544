import 'server-only'
import { AppError, isAppError } from '@/lib/errors'
import { log } from '@/lib/observability/log'
import { type RefreshedTokens, refreshTokenGrant } from '@/lib/oidc/refresh-token-grant'
import { revokeTokens } from '@/lib/oidc/token-revocation'
import {
  endInstitutionAccess,
  findInstitutionAccess,
  type StoredAccess,
  saveInstitutionAccess,
} from '@/lib/session/institution-access'
import type { Session } from '@/lib/session/session'
import { findUsableRefreshToken } from '@/lib/tokens/token-set'
import type { AuthContext } from './auth-context'
import { closeInstitution } from './close-institution'

/**
 * Uses the refresh token of an access, and answers the access as it is stored then. Under the lock
 * of `refreshAccess` alone.
 *
 * The new token is stored before anyone uses it. When the person has opened the institution anew
 * meanwhile, that access stays and is answered, whatever came of this one.
 *
 * @throws AppError as `refreshAccess`
 */
export async function exchangeRefreshToken(
  context: AuthContext,
  { session, access }: { session: Session; access: StoredAccess },
): Promise<StoredAccess> {
  const { applications, sessionStore, relyingParty, now } = context
  const { institutionId, clientId, dpopKey, tokenSet: previous } = access
  const refreshToken = findUsableRefreshToken(previous, now())
  // Nobody but the application it was issued to can use it.
  const application = applications.find(clientId)
  if (refreshToken === null || application === null) {
    throw new AppError(
      'institution_authorization_required',
      'the access has ended and cannot be refreshed',
      { facts: { institutionId, applicationKnown: application !== null } },
    )
  }
  if (
    institutionId !== null &&
    !(await context.institutionDirectory.permits(session.user, institutionId))
  ) {
    await closeInstitution(context, session, institutionId)
    throw new AppError('institution_authorization_required', 'the institution was taken away', {
      facts: { institutionId },
    })
  }
  const refreshed = await refreshTokenGrant(relyingParty, {
    application,
    refreshToken,
    previous,
    dpopKey,
    institutionId,
    subject: session.user.subject,
  }).catch(async (error: unknown) => {
    if (!isAppError(error, 'institution_authorization_required')) throw error
    const ended = await endInstitutionAccess(sessionStore, session, {
      institutionId,
      onlyIf: access,
    })
    if (ended) throw error
    return null
  })
  if (refreshed !== null && (await save(context, session, { access, refreshed }))) {
    log('info', 'access_token.refreshed', { institutionId })
  }
  const stored = await findInstitutionAccess(sessionStore, session, { institutionId, now: now() })
  if (stored !== null) return stored
  throw new AppError('institution_authorization_required', 'the access ended meanwhile', {
    facts: { institutionId },
  })
}

/**
 * Answers false when a newer access is there; ours is then left to end by itself, since a provider may
 * keep one grant for both. When the session has ended, the token is handed back.
 */
async function save(
  { sessionStore, relyingParty, now }: AuthContext,
  session: Session,
  { access, refreshed }: { access: StoredAccess; refreshed: RefreshedTokens },
): Promise<boolean> {
  const { record: _, ...before } = access
  try {
    return await saveInstitutionAccess(sessionStore, session, {
      access: { ...before, ...refreshed, refreshes: before.refreshes + 1 },
      replaces: access,
      now: now(),
    })
  } catch (error) {
    const { refreshToken } = refreshed.tokenSet
    if (isAppError(error, 'session_required') && refreshToken !== undefined) {
      await revokeTokens(relyingParty, {
        tokens: [{ refreshToken, clientId: before.clientId }],
        withinMilliseconds: 2_000,
      })
    }
    throw error
  }
}
