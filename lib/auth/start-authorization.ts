import 'server-only'
import { log } from '@/lib/observability/log'
import { createAuthorizationRequest } from '@/lib/oidc/authorization-request'
import {
  type AuthorizationAttempt,
  attemptId,
  attemptLifetimeSeconds,
  attemptStartedAt,
  sealAttempt,
} from '@/lib/session/authorization-attempt'
import type { AuthContext } from './auth-context'
import { readSession } from './read-session'

/** Attempts that one browser may have under way; one more makes the oldest go. */
const mostAttempts = 5

/** Where to send the browser, and the cookie of the attempt that goes with it. */
export interface StartedAuthorization {
  readonly authorizationUrl: string
  readonly attemptId: string
  readonly sealedAttempt: string
  readonly attemptLifetimeSeconds: number
  /** Ids of attempts to be forgotten. */
  readonly droppedAttemptIds: readonly string[]
}

/**
 * Begins a sign-in (no institution) or an institution authorization.
 *
 * @param request.attempts sealed attempts that this browser already holds, by id
 * @param request.scopes to be asked for at the institution beside the configured ones, as far as they are
 *   on the list; those that the session was given there before stay
 * @throws AppError `store_unavailable`, `provider_unavailable`; where requests are pushed also `provider_error`,
 *   `response_rejected`
 */
export async function startAuthorization(
  context: AuthContext,
  request: {
    institutionId: string | null
    loginHint: string | null
    returnPath: string | null
    scopes: readonly string[]
    sessionSeal: string | undefined
    attempts: ReadonlyMap<string, string>
  },
): Promise<StartedAuthorization> {
  const { config, relyingParty, now } = context
  const { institutionId, loginHint } = request
  const addedScopes = await findAddedScopes(context, request)
  const { url, application, state, nonce, codeVerifier } = await createAuthorizationRequest(
    relyingParty,
    { institutionId, loginHint, addedScopes },
  )
  const { clientId } = application
  const returnPath = request.returnPath ?? defaultReturnPath(institutionId)
  const attempt: AuthorizationAttempt = {
    state,
    nonce,
    codeVerifier,
    institutionId,
    clientId,
    addedScopes,
    returnPath,
    startedAt: now(),
  }
  const added = addedScopes.length > 0 && { addedScopes }
  log('info', 'authorization.started', { institutionId, clientId, ...added })
  return {
    authorizationUrl: url.href,
    attemptId: attemptId(state),
    sealedAttempt: await sealAttempt(attempt, config.sessionSecrets),
    attemptLifetimeSeconds,
    droppedAttemptIds: await oldestAttempts(request.attempts, config.sessionSecrets),
  }
}

/**
 * By a closed list: nothing is asked for because a browser says so. What this session was given there
 * before stays, or whoever opens the institution again would have to ask for it again.
 */
async function findAddedScopes(
  context: AuthContext,
  {
    institutionId,
    scopes,
    sessionSeal,
  }: { institutionId: string | null; scopes: readonly string[]; sessionSeal: string | undefined },
): Promise<readonly string[]> {
  const isListed = (scope: string) => context.config.optionalScopes.includes(scope)
  if (institutionId === null) return []
  const session = await readSession(context, {
    sessionSeal,
    activity: false,
    accessTo: [institutionId],
  })
  const given = session?.accesses.flatMap(({ tokenSet }) => tokenSet.scopes) ?? []
  return [...new Set([...given, ...scopes])].filter(isListed)
}

/** The page that an authorization leads to when nobody asked for another. */
export function defaultReturnPath(institutionId: string | null): string {
  return institutionId === null ? '/institutions' : `/i/${encodeURIComponent(institutionId)}`
}

async function oldestAttempts(
  attempts: ReadonlyMap<string, string>,
  secrets: readonly string[],
): Promise<string[]> {
  const surplus = attempts.size + 1 - mostAttempts
  if (surplus <= 0) return []
  const dated = await Promise.all(
    [...attempts].map(async ([id, sealed]) => ({
      id,
      at: await attemptStartedAt(sealed, secrets),
    })),
  )
  return dated
    .sort((a, b) => a.at - b.at)
    .slice(0, surplus)
    .map(({ id }) => id)
}
