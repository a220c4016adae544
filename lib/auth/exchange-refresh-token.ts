import 'server-only'
import { AppError, isAppError } from '@/lib/errors'
import { log } from '@/lib/observability/log'
import { refreshTokenGrant } from '@/lib/oidc/refresh-token-grant'
import { revokeTokens } from '@/lib/oidc/token-revocation'
import {
  endInstitutionAccess,
  findInstitutionAccess,
  type StoredAccess,
  saveInstitutionAccess,
} from '@/lib/session/institution-access'
import type { Session } from '@/lib/session/session'
import { findUsableRefreshToken, type TokenSet } from '@/lib/tokens/token-set'
import type { AuthContext } from './auth-context'

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
  const { sessionStore, relyingParty, now } = context
  const { institutionId, tokenSet: previous } = access
  const refreshToken = findUsableRefreshToken(previous, now())
  if (refreshToken === null) {
    throw new AppError(
      'institution_authorization_required',
      'the access has ended and cannot be refreshed',
      { facts: { institutionId } },
    )
  }
  const { subject } = session.user
  const grant = { refreshToken, previous, institutionId, subject }
  const tokenSet = await refreshTokenGrant(relyingParty, grant).catch(async (error: unknown) => {
    if (!isAppError(error, 'institution_authorization_required')) throw error
    const ended = await endInstitutionAccess(sessionStore, session, {
      institutionId,
      onlyIf: access,
    })
    if (ended) throw error
    return null
  })
  if (tokenSet !== null && (await save(context, session, { access, tokenSet }))) {
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
  { access, tokenSet }: { access: StoredAccess; tokenSet: TokenSet },
): Promise<boolean> {
  const { institutionId, requestedScopes, refreshes } = access
  const refreshed = { institutionId, requestedScopes, tokenSet, refreshes: refreshes + 1 }
  try {
    return await saveInstitutionAccess(sessionStore, session, {
      access: refreshed,
      replaces: access,
      now: now(),
    })
  } catch (error) {
    if (isAppError(error, 'session_required') && tokenSet.refreshToken !== undefined) {
      await revokeTokens(relyingParty, {
        refreshTokens: [tokenSet.refreshToken],
        withinMilliseconds: 2_000,
      })
    }
    throw error
  }
}
