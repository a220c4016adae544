import 'server-only'
import { AppError, isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import { refreshTokenGrant } from '@/lib/oidc/refresh-token-grant'
import { revokeTokens } from '@/lib/oidc/token-revocation'
import {
  endInstitutionAccess,
  findInstitutionAccess,
  type InstitutionAccess,
  saveInstitutionAccess,
} from '@/lib/session/institution-access'
import type { Session } from '@/lib/session/session'
import { findUsableRefreshToken, isLive, refreshDueAt } from '@/lib/tokens/token-set'
import type { AuthContext } from './auth-context'

const shortestBackOff = 5_000

/**
 * A live access token of this session for this institution and no other; null is institution zero.
 *
 * A token near its end is refreshed in the background while it still serves; one past its end is
 * refreshed before it is answered. However many ask at once, one refresh is under way.
 *
 * @throws AppError `institution_authorization_required` when the flow has to run again,
 *   `provider_unavailable` when the provider cannot refresh now, `store_unavailable`
 */
export async function getAccessToken(
  context: AuthContext,
  { session, institutionId }: { session: Session; institutionId: string | null },
): Promise<string> {
  const { sessionStore, now } = context
  const access = await findInstitutionAccess(sessionStore, session, { institutionId, now: now() })
  if (access === null) throw authorizationRequired(institutionId, 'the session has no access')
  const { tokenSet } = access
  if (isLive(tokenSet, now())) {
    const mayRefresh = findUsableRefreshToken(tokenSet, now()) !== null
    if (now() >= refreshDueAt(tokenSet) && mayRefresh) {
      refresh(context, session, institutionId).catch(() => {})
    }
    return tokenSet.accessToken
  }
  return (await refresh(context, session, institutionId)).tokenSet.accessToken
}

/** Joins the refresh that is under way, or begins one. */
async function refresh(
  context: AuthContext,
  session: Session,
  institutionId: string | null,
): Promise<InstitutionAccess> {
  const { refreshes, refreshBackOff, now } = context
  const key = `${session.sessionId} ${institutionId ?? ''}`
  const underWay = refreshes.get(key)
  if (underWay) return underWay
  if (now() < (refreshBackOff.get(key) ?? 0)) {
    throw new AppError('provider_unavailable', 'a refresh failed moments ago', { retryable: true })
  }
  const started = refreshOnce(context, session, institutionId)
    .then((access) => {
      refreshBackOff.delete(key)
      return access
    })
    .catch((error: unknown) => {
      log('warn', 'access_token.refresh_failed', { institutionId, ...errorFacts(error) })
      if (isAppError(error) && error.retryable) {
        const seconds = Number(error.facts.retryAfterSeconds ?? 0)
        refreshBackOff.set(key, now() + Math.max(shortestBackOff, seconds * 1_000))
      }
      throw error
    })
    .finally(() => refreshes.delete(key))
  refreshes.set(key, started)
  return started
}

async function refreshOnce(
  context: AuthContext,
  session: Session,
  institutionId: string | null,
): Promise<InstitutionAccess> {
  const { sessionStore, relyingParty, now } = context
  // Read again: another request may have stored a fresh token since our caller looked.
  const access = await findInstitutionAccess(sessionStore, session, { institutionId, now: now() })
  if (access === null) throw authorizationRequired(institutionId, 'the session has no access')
  const { tokenSet } = access
  if (now() < refreshDueAt(tokenSet)) return access
  const refreshToken = findUsableRefreshToken(tokenSet, now())
  if (refreshToken === null) {
    throw authorizationRequired(institutionId, 'the access has ended and cannot be refreshed')
  }
  try {
    const refreshed = {
      ...access,
      tokenSet: await refreshTokenGrant(relyingParty, {
        refreshToken,
        previous: tokenSet,
        institutionId,
        subject: session.user.subject,
      }),
      refreshes: access.refreshes + 1,
    }
    await store(context, session, refreshed)
    log('info', 'access_token.refreshed', { institutionId })
    return refreshed
  } catch (error) {
    if (isAppError(error, 'institution_authorization_required')) {
      await endInstitutionAccess(sessionStore, session, { institutionId })
    }
    throw error
  }
}

/** Stored before anyone uses it. A token that no session will hold is handed back at once. */
async function store(context: AuthContext, session: Session, access: InstitutionAccess) {
  const { sessionStore, relyingParty, now } = context
  try {
    await saveInstitutionAccess(sessionStore, session, { access, now: now() })
  } catch (error) {
    const { refreshToken } = access.tokenSet
    if (isAppError(error, 'session_required') && refreshToken !== undefined) {
      await revokeTokens(relyingParty, { refreshTokens: [refreshToken], withinMilliseconds: 2_000 })
    }
    throw error
  }
}

function authorizationRequired(institutionId: string | null, message: string): AppError {
  return new AppError('institution_authorization_required', message, { facts: { institutionId } })
}
