/**
 * Everything that can go wrong and that the outside may see by name.
 *
 * The list is closed: a new failure gets a code here, a status in `lib/http/error-response.ts`, and,
 * where a page shows it, words in `components`.
 */
export type ErrorCode =
  // Authorization: a page shows these as `?error=<code>`.
  | 'attempt_not_found'
  | 'attempt_expired'
  | 'sign_in_cancelled'
  | 'provider_error'
  | 'provider_unavailable'
  | 'response_rejected'
  | 'institution_mismatch'
  | 'institution_denied'
  | 'user_mismatch'
  | 'session_expired'
  // Calls with a session.
  | 'session_required'
  | 'institution_authorization_required'
  | 'csrf_rejected'
  | 'directory_unavailable'
  | 'store_unavailable'
  // Forwarding to an upstream.
  | 'upstream_not_found'
  | 'upstream_unreachable'
  | 'upstream_timeout'
  | 'body_too_large'
  // The resource server.
  | 'invalid_token'
  | 'insufficient_scope'
  | 'insufficient_user_authentication'
  | 'permission_denied'
  | 'not_found'
  | 'bad_request'
  | 'invalid_fields'
  | 'unsupported_media_type'
  | 'precondition_required'
  | 'precondition_failed'
  | 'database_unavailable'
  // A mistake in this program.
  | 'internal_error'

/** Plain facts for the log line of an error. Never a token, a code, a secret or upstream text. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean | null>>

/** More members of the problem details that the caller gets. As harmless as facts. */
export type ProblemExtensions = Readonly<Record<string, unknown>>

/** Next.js loads this module several times in one process, so a class is no proof of identity. */
const brand = Symbol.for('jhi.app-error')

/**
 * The one error class: a code for programs, a message for the log, facts beside it.
 *
 * `retryable` says that the same call may succeed later without anyone changing anything, so a
 * network fault is never mistaken for an ended session.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly [brand] = true
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly facts: ErrorFacts
  readonly extensions: ProblemExtensions

  constructor(
    code: ErrorCode,
    logMessage: string,
    options: {
      cause?: unknown
      retryable?: boolean
      facts?: ErrorFacts
      extensions?: ProblemExtensions
    } = {},
  ) {
    super(logMessage, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryable = options.retryable ?? false
    this.facts = options.facts ?? {}
    this.extensions = options.extensions ?? {}
  }
}

/** Whether `error` is an {@link AppError}, of this code when one is given. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  const known = error instanceof Error && brand in error
  return known && (code === undefined || (error as AppError).code === code)
}
