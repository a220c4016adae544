import 'server-only'
import { AppError, type ErrorCode, isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import {
  type AuthorizationGrant,
  authorizationCodeGrant,
} from '@/lib/oidc/authorization-code-grant'
import { readInstitution } from '@/lib/oidc/institution-claim'
import { revokeTokens } from '@/lib/oidc/token-revocation'
import {
  type AuthorizationAttempt,
  attemptId,
  attemptLifetimeSeconds,
  requireAttempt,
} from '@/lib/session/authorization-attempt'
import { findInstitutionAccess, saveInstitutionAccess } from '@/lib/session/institution-access'
import { findSession, type Session, startSession, type User } from '@/lib/session/session'
import { afterSignIn } from './after-sign-in'
import type { AuthContext } from './auth-context'
import { endSession } from './end-session'
import { identify } from './identity'

/** How an authorization ended. */
export type CompletedAuthorization = {
  /** The attempt that is used up; its cookie has to go. */
  readonly attemptId: string
  /** Of the session that began, after a sign-in; its cookie has to be set. */
  readonly sessionSeal: string | null
} & (
  | { readonly outcome: 'completed'; readonly returnPath: string }
  | {
      readonly outcome: 'failed'
      readonly error: AppError
      /** Where the person wanted to go, if the attempt could be opened. */
      readonly returnPath: string | null
      /** Whether this browser has a live session now. */
      readonly signedIn: boolean
    }
)

const pageCodes: ReadonlySet<ErrorCode> = new Set([
  'attempt_not_found',
  'attempt_expired',
  'sign_in_cancelled',
  'provider_error',
  'provider_unavailable',
  'response_rejected',
  'institution_mismatch',
  'institution_denied',
  'user_mismatch',
  'session_expired',
])

interface StartedSession {
  readonly session: Session
  readonly sessionSeal: string | null
}

/** The callback as plain values. */
export interface AuthorizationResponse {
  /** The query as it arrived, doubled parameters and all. */
  readonly response: URLSearchParams
  /** Sealed attempts that this browser holds, by id. */
  readonly attempts: ReadonlyMap<string, string>
  readonly sessionSeal: string | undefined
}

/**
 * Ends an authorization: opens the attempt, uses it up, checks the response, and stores what came
 * of it. Any failure is an outcome with a code from the contract; no session comes of one.
 *
 * @throws AppError `store_unavailable`, since without the store nothing can be said
 */
export async function completeAuthorization(
  context: AuthContext,
  { response, attempts, sessionSeal }: AuthorizationResponse,
): Promise<CompletedAuthorization> {
  const { config, sessionStore, relyingParty, now } = context
  const session = await findSession(sessionStore, config, { sessionSeal, now: now() })
  const id = attemptId(response.get('state') ?? '')
  let attempt: AuthorizationAttempt | null = null
  let started: StartedSession | null = null
  try {
    attempt = await consumeAttempt(context, response, attempts.get(id))
    const { institutionId, returnPath } = attempt
    const grant = await authorizationCodeGrant(relyingParty, { response, checks: attempt })
    started =
      institutionId === null
        ? await signIn(context, { grant, earlier: session })
        : await openInstitution(context, { grant, session, institutionId })
    const { user } = started.session
    return {
      outcome: 'completed',
      attemptId: id,
      sessionSeal: started.sessionSeal,
      returnPath: await afterSignIn({ user, institutionId, returnPath }),
    }
  } catch (cause) {
    if (isAppError(cause, 'store_unavailable')) throw cause
    const error = toPageError(cause)
    const institutionId = attempt?.institutionId ?? null
    log('warn', 'authorization.failed', { institutionId, ...errorFacts(cause) })
    const ended = error.code === 'user_mismatch' || error.code === 'session_expired'
    return {
      outcome: 'failed',
      attemptId: id,
      sessionSeal: started?.sessionSeal ?? null,
      error,
      returnPath: attempt?.returnPath ?? null,
      signedIn: (started !== null || session !== null) && !ended,
    }
  }
}

/** Pages know a closed list of codes; whatever else went wrong is a response we did not accept. */
function toPageError(cause: unknown): AppError {
  if (isAppError(cause) && pageCodes.has(cause.code)) return cause
  if (isAppError(cause, 'session_required')) {
    return new AppError('session_expired', 'the session ended while the code was exchanged', {
      cause,
    })
  }
  return new AppError('response_rejected', 'the authorization could not be completed', { cause })
}

/** Single use holds on the server too: a copied cookie cannot replay a callback. */
async function consumeAttempt(
  { config, sessionStore, now }: AuthContext,
  response: URLSearchParams,
  sealedAttempt: string | undefined,
): Promise<AuthorizationAttempt> {
  const [state = '', ...more] = response.getAll('state')
  if (more.length > 0) throw new AppError('response_rejected', 'the response has two states')
  const attempt = await requireAttempt(sealedAttempt, {
    state,
    secrets: config.sessionSecrets,
    now: now(),
  })
  const expiresAt = attempt.startedAt + 2 * attemptLifetimeSeconds * 1_000
  const first = await sessionStore.claimOnce(`attempt:${attemptId(state)}`, expiresAt, now())
  if (!first) throw new AppError('attempt_not_found', 'the attempt was used before')
  return attempt
}

/** A sign-in always begins a session with a new id; an earlier one of this browser ends. */
async function signIn(
  context: AuthContext,
  { grant, earlier }: { grant: AuthorizationGrant; earlier: Session | null },
): Promise<StartedSession> {
  const { config, sessionStore, institutionDirectory, now } = context
  const { user, identityClaims, sid } = await identify(context, {
    claims: grant.claims,
    accessToken: grant.tokenSet.accessToken,
  })
  const started = await startSession(sessionStore, config, {
    user,
    claims: identityClaims,
    sid,
    now: now(),
  })
  await saveAccess(context, started.session, { grant, institutionId: null })
  if (earlier !== null) await endEarlier(context, earlier, user)
  institutionDirectory.forget(user)
  log('info', 'sign_in.completed', { subject: user.subject })
  return started
}

/**
 * Another person's tokens are handed back. Those of the same person are not: a provider may keep one
 * grant for them and the new ones, and revoking the old would end both.
 */
async function endEarlier(context: AuthContext, earlier: Session, user: User): Promise<void> {
  const samePerson = earlier.user.subject === user.subject && earlier.user.issuer === user.issuer
  if (!samePerson) return endSession(context, earlier, 'replaced')
  await context.sessionStore.endSession(earlier.sessionId)
  log('info', 'session.ended', { reason: 'replaced', subject: user.subject })
}

/** Adds an institution to the session of the same person; anyone else's ends it. */
async function openInstitution(
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
  if (await isInstitutionZero(context, session, institutionId)) {
    await handBack(context, grant)
    throw new AppError('institution_denied', 'institution zero cannot be opened')
  }
  await saveAccess(context, session, { grant, institutionId })
  log('info', 'institution.authorized', { institutionId, subject: session.user.subject })
  return { session, sessionSeal: null }
}

/**
 * Institution zero is no institution to work in, even if the provider issues tokens for its id. The
 * id is known from the token of the sign-in.
 */
async function isInstitutionZero(
  { config, sessionStore, now }: AuthContext,
  session: Session,
  institutionId: string,
): Promise<boolean> {
  const zero = await findInstitutionAccess(sessionStore, session, {
    institutionId: null,
    now: now(),
  })
  const zeroId = zero && readInstitution(zero.tokenSet.accessToken, null, config.institutionClaim)
  return institutionId === (config.institutionZero ?? zeroId)
}

/** Revokes what no session will hold. */
function handBack({ relyingParty }: AuthContext, { tokenSet }: AuthorizationGrant): Promise<void> {
  return revokeTokens(relyingParty, {
    refreshTokens: tokenSet.refreshToken === undefined ? [] : [tokenSet.refreshToken],
    withinMilliseconds: 2_000,
  })
}

function saveAccess(
  { config, sessionStore, now }: AuthContext,
  session: Session,
  { grant, institutionId }: { grant: AuthorizationGrant; institutionId: string | null },
): Promise<void> {
  return saveInstitutionAccess(sessionStore, session, {
    access: {
      institutionId,
      tokenSet: grant.tokenSet,
      requestedScopes: config.scopes,
      refreshes: 0,
    },
    now: now(),
  })
}
