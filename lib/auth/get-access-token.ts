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
  const until = refreshBackOff.get(key) ?? 0
  if (now() < until) {
    throw new AppError('provider_unavailable', 'a refresh failed moments ago', {
      retryable: true,
      facts: { retryAfterSeconds: Math.ceil((until - now()) / 1_000) },
    })
  }
  refreshBackOff.delete(key)
  const started = refreshOnce(context, session, institutionId)
    .catch((error: unknown) => {
      log('warn', 'access_token.refresh_failed', { institutionId, ...errorFacts(error) })
      backOff(context, key, error)
      throw error
    })
    .finally(() => refreshes.delete(key))
  refreshes.set(key, started)
  return started
}

/** Whatever went wrong is not tried again at once; what has ended for good needs no waiting. */
function backOff({ refreshBackOff, now }: AuthContext, key: string, error: unknown): void {
  if (isAppError(error, 'institution_authorization_required')) return
  for (const [old, until] of refreshBackOff) if (until <= now()) refreshBackOff.delete(old)
  const seconds = isAppError(error) ? Number(error.facts.retryAfterSeconds ?? 0) : 0
  refreshBackOff.set(key, now() + Math.max(shortestBackOff, seconds * 1_000))
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
  const replaced = async () => {
    const stored = await findInstitutionAccess(sessionStore, session, { institutionId, now: now() })
    return stored?.tokenSet.refreshToken === refreshToken ? null : stored
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
    if (!isAppError(error, 'institution_authorization_required')) throw error
    // The person may have opened the institution anew meanwhile: that access is not the one refused.
    const newer = await replaced()
    if (newer !== null) return newer
    await endInstitutionAccess(sessionStore, session, { institutionId })
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
