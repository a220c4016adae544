import 'server-only'
import { AppError, type ErrorCode, isAppError } from '@/lib/errors'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import { errorFacts, log } from '@/lib/observability/log'
import { authorizationCodeGrant } from '@/lib/oidc/authorization-code-grant'
import {
  type AuthorizationAttempt,
  attemptId,
  attemptLifetimeSeconds,
  requireAttempt,
} from '@/lib/session/authorization-attempt'
import { endInstitutionAccess } from '@/lib/session/institution-access'
import { findSession, type Session, type User } from '@/lib/session/session'
import type { AuthContext } from './auth-context'
import { forgetInstitutions } from './institutions'
import { openInstitution } from './open-institution'
import { type StartedSession, signIn } from './sign-in'

/** How an authorization ended. */
export type CompletedAuthorization = {
  /** The attempt that is used up; its cookie has to go. */
  readonly attemptId: string
  /** Of the session that began, after a sign-in; its cookie has to be set. */
  readonly sessionSeal: string | null
} & (
  | {
      readonly outcome: 'completed'
      readonly returnPath: string
      /** Who signed in, or came back for an institution. */
      readonly user: User
      /** Null after a sign-in. */
      readonly institutionId: string | null
    }
  | {
      readonly outcome: 'failed'
      readonly error: AppError
      /** Where the person wanted to go, if the attempt could be opened. */
      readonly returnPath: string | null
      /** The institution that did not open; null for a sign-in. */
      readonly institutionId: string | null
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
  'directory_unavailable',
  'user_mismatch',
  'session_expired',
])

/** The callback as plain values. */
export interface AuthorizationResponse {
  /** The query as it arrived, doubled parameters and all. */
  readonly response: URLSearchParams
  /** Sealed attempts that this browser holds, by id. */
  readonly attempts: ReadonlyMap<string, string>
  readonly sessionSeal: string | undefined
  /** The browser in words, for the person's list of sessions. */
  readonly device: string
}

/**
 * Ends an authorization: opens the attempt, uses it up, checks the response, and stores what came
 * of it. Any failure is an outcome with a code from the contract. No session comes of a failed check;
 * one that `afterSignIn` fails after stays.
 *
 * @throws AppError `store_unavailable`, since without the store nothing can be said
 */
export async function completeAuthorization(
  context: AuthContext,
  { response, attempts, sessionSeal, device }: AuthorizationResponse,
): Promise<CompletedAuthorization> {
  const { config, sessionStore, relyingParty, now } = context
  const session = await findSession(sessionStore, config, {
    sessionSeal,
    accessTo: [null],
    now: now(),
  })
  const id = attemptId(response.get('state') ?? '')
  let attempt: AuthorizationAttempt | null = null
  let started: StartedSession | null = null
  try {
    attempt = await consumeAttempt(context, response, attempts.get(id))
    const { institutionId, returnPath } = attempt
    const application = requireApplication(context, attempt)
    const checks = attempt
    const grant = await authorizationCodeGrant(relyingParty, { application, response, checks })
    started =
      institutionId === null
        ? await signIn(context, { grant, earlier: session, device })
        : await openInstitution(context, { grant, session, institutionId })
    const { user } = started.session
    return {
      outcome: 'completed',
      attemptId: id,
      sessionSeal: started.sessionSeal,
      returnPath: await arrive(context, started.session, { user, institutionId, returnPath }),
      user,
      institutionId,
    }
  } catch (cause) {
    if (isAppError(cause, 'store_unavailable')) throw cause
    const error = toPageError(cause)
    const institutionId = attempt?.institutionId ?? null
    log('warn', 'authorization.failed', { institutionId, ...errorFacts(cause) })
    // The list may have lost it too: the next look is a fresh one.
    if (error.code === 'institution_denied' && session) forgetInstitutions(context, session)
    const ended = error.code === 'user_mismatch' || error.code === 'session_expired'
    return {
      outcome: 'failed',
      attemptId: id,
      sessionSeal: started?.sessionSeal ?? null,
      error,
      returnPath: attempt?.returnPath ?? null,
      institutionId,
      signedIn: (started !== null || session !== null) && !ended,
    }
  }
}

/** The product's own hook. An institution it refuses is not left open, so it is asked again. */
async function arrive(
  { afterSignIn, sessionStore }: AuthContext,
  session: Session,
  arrival: Parameters<AuthContext['afterSignIn']>[0],
): Promise<string> {
  try {
    return await afterSignIn(arrival)
  } catch (error) {
    const { institutionId } = arrival
    log('error', 'after_sign_in.failed', { institutionId, ...errorFacts(error) })
    if (institutionId !== null) await endInstitutionAccess(sessionStore, session, { institutionId })
    throw error
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

/** The application that asked: its client, and nobody else's, may have the answer. */
function requireApplication(
  { applications }: AuthContext,
  { clientId }: AuthorizationAttempt,
): ExternalApplication {
  const application = applications.find(clientId)
  if (application !== null) return application
  throw new AppError('attempt_expired', 'the attempt’s External Application is not ours any more', {
    facts: { clientId },
  })
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
