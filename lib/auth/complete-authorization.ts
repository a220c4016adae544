import 'server-only'
import { AppError, isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import {
  type AuthorizationGrant,
  authorizationCodeGrant,
} from '@/lib/oidc/authorization-code-grant'
import {
  type AuthorizationAttempt,
  attemptId,
  attemptLifetimeSeconds,
  requireAttempt,
} from '@/lib/session/authorization-attempt'
import { saveInstitutionAccess } from '@/lib/session/institution-access'
import { findSession, type Session, startSession } from '@/lib/session/session'
import { afterSignIn } from './after-sign-in'
import type { AuthContext } from './auth-context'
import { endSession } from './end-session'
import { identify } from './identity'

/** How an authorization ended. */
export type CompletedAuthorization = {
  /** The attempt that is used up; its cookie has to go. */
  readonly attemptId: string
} & (
  | {
      readonly outcome: 'completed'
      readonly returnPath: string
      /** Of the session that began, after a sign-in. */
      readonly sessionSeal: string | null
    }
  | {
      readonly outcome: 'failed'
      readonly error: AppError
      /** Where the person wanted to go, if the attempt could be opened. */
      readonly returnPath: string | null
      /** Whether the session that made the request lives on. */
      readonly signedIn: boolean
    }
)

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
  try {
    attempt = await consumeAttempt(context, response, attempts.get(id))
    const grant = await authorizationCodeGrant(relyingParty, { response, checks: attempt })
    const started =
      attempt.institutionId === null
        ? await signIn(context, { grant, earlier: session })
        : await openInstitution(context, { grant, session, institutionId: attempt.institutionId })
    const returnPath = await afterSignIn({
      user: started.session.user,
      institutionId: attempt.institutionId,
      returnPath: attempt.returnPath,
    })
    return { attemptId: id, outcome: 'completed', returnPath, sessionSeal: started.sessionSeal }
  } catch (cause) {
    if (isAppError(cause, 'store_unavailable')) throw cause
    const error = isAppError(cause)
      ? cause
      : new AppError('response_rejected', 'the authorization could not be completed', { cause })
    const institutionId = attempt?.institutionId ?? null
    log('warn', 'authorization.failed', { institutionId, ...errorFacts(error) })
    const signedIn = session !== null && error.code !== 'user_mismatch'
    const returnPath = attempt?.returnPath ?? null
    return { attemptId: id, outcome: 'failed', error, returnPath, signedIn }
  }
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
): Promise<{ session: Session; sessionSeal: string }> {
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
  if (earlier !== null) await sessionStore.endSession(earlier.sessionId)
  institutionDirectory.forget(user)
  log('info', 'sign_in.completed', { subject: user.subject })
  return started
}

/** Adds an institution to the session of the same person; anyone else's ends it. */
async function openInstitution(
  context: AuthContext,
  {
    grant,
    session,
    institutionId,
  }: { grant: AuthorizationGrant; session: Session | null; institutionId: string },
): Promise<{ session: Session; sessionSeal: null }> {
  if (session === null) {
    throw new AppError('session_expired', 'the session ended while its institution was opened')
  }
  const { issuer, subject } = session.user
  if (grant.claims.sub !== subject || context.config.issuer !== issuer) {
    log('warn', 'session.user_mismatch', { subject })
    await endSession(context, session, 'user_mismatch')
    throw new AppError('user_mismatch', 'another person came back than the session belongs to')
  }
  await saveAccess(context, session, { grant, institutionId })
  log('info', 'institution.authorized', { institutionId, subject: session.user.subject })
  return { session, sessionSeal: null }
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
