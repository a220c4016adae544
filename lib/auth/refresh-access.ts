import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError, isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import { findInstitutionAccess, type StoredAccess } from '@/lib/session/institution-access'
import type { Session } from '@/lib/session/session'
import { takeLock } from '@/lib/session/store-lock'
import { isRefreshDue } from '@/lib/tokens/token-set'
import type { AuthContext } from './auth-context'
import { exchangeRefreshToken } from './exchange-refresh-token'

/** How long another process may take before we give up on it. */
const patienceMilliseconds = 15_000
const lookAgainMilliseconds = 50

const backOffMilliseconds = 5_000
const longestBackOffMilliseconds = 60_000
/** As far as the provider's own wish is followed. */
const longestRetryAfterMilliseconds = 600_000

/**
 * Refreshes an access, however many ask and in however many processes: one refresh is under way.
 *
 * @throws AppError `institution_authorization_required`, `provider_unavailable`,
 *   `session_required`, `store_unavailable`, or why the provider's answer was not accepted
 */
export async function refreshAccess(
  context: AuthContext,
  { session, institutionId }: { session: Session; institutionId: string | null },
): Promise<StoredAccess> {
  const { refreshes, refreshBackOff, now } = context
  const key = `${session.sessionId} ${institutionId ?? ''}`
  const underWay = refreshes.get(key)
  if (underWay) return underWay
  const left = (refreshBackOff.get(key)?.until ?? 0) - now()
  // A wait that is longer than any we set began before the clock went back.
  if (left > 0 && left <= longestRetryAfterMilliseconds) {
    throw new AppError('provider_unavailable', 'a refresh failed moments ago', {
      retryable: true,
      facts: { retryAfterSeconds: Math.ceil(left / 1_000) },
    })
  }
  const started = refreshForAll(context, { session, institutionId })
    .then((access) => {
      refreshBackOff.delete(key)
      return access
    })
    .catch((error: unknown) => {
      const level = isAppError(error, 'session_required') ? 'info' : 'warn'
      log(level, 'access_token.refresh_failed', { institutionId, ...errorFacts(error) })
      backOff(context, key, error)
      throw error
    })
    .finally(() => refreshes.delete(key))
  refreshes.set(key, started)
  return started
}

/** Whoever has the lock refreshes; the others wait for what comes of it. */
async function refreshForAll(
  context: AuthContext,
  { session, institutionId }: { session: Session; institutionId: string | null },
): Promise<StoredAccess> {
  const { sessionStore, now } = context
  const end = performance.now() + patienceMilliseconds
  for (;;) {
    const seen = await readAgain(context, { session, institutionId })
    if (!isRefreshDue(seen.tokenSet, now())) return seen
    const lock = await takeLock(sessionStore, `refresh:${session.sessionId}:${institutionId ?? ''}`)
    if (lock !== null) {
      try {
        // Under the lock nobody else refreshes; until then somebody may have.
        const access = await readAgain(context, { session, institutionId })
        if (!isRefreshDue(access.tokenSet, now())) return access
        return await exchangeRefreshToken(context, { session, access })
      } finally {
        await lock.release()
      }
    }
    if (performance.now() > end) {
      throw new AppError('provider_unavailable', 'another process is refreshing for too long', {
        retryable: true,
      })
    }
    await pause(lookAgainMilliseconds)
  }
}

async function readAgain(
  { sessionStore, now }: AuthContext,
  { session, institutionId }: { session: Session; institutionId: string | null },
): Promise<StoredAccess> {
  const access = await findInstitutionAccess(sessionStore, session, { institutionId, now: now() })
  if (access !== null) return access
  throw new AppError('institution_authorization_required', 'the session has no access', {
    facts: { institutionId },
  })
}

/**
 * What went wrong is not tried again at once: what may pass, after five seconds or when the provider
 * says; an answer that was not accepted, ever later. What has ended for good needs no waiting.
 */
function backOff({ refreshBackOff, now }: AuthContext, key: string, error: unknown): void {
  if (isAppError(error, 'institution_authorization_required')) return
  if (isAppError(error, 'session_required')) return
  // Old failures still count for a while, so that the waits can grow.
  for (const [old, { until }] of refreshBackOff) {
    if (until + longestRetryAfterMilliseconds < now()) refreshBackOff.delete(old)
  }
  const retryable = isAppError(error) && error.retryable
  const failures = retryable ? 1 : (refreshBackOff.get(key)?.failures ?? 0) + 1
  const retryAfter = isAppError(error) ? Number(error.facts.retryAfterSeconds ?? 0) * 1_000 : 0
  const growing = Math.min(backOffMilliseconds * 2 ** (failures - 1), longestBackOffMilliseconds)
  refreshBackOff.set(key, { failures, until: now() + Math.max(growing, retryAfter) })
}
