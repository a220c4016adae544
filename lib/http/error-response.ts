import 'server-only'
import { AppError, type ErrorCode, isAppError } from '@/lib/errors'

/** For each code its status, and what it means in words for people. */
const problems: Readonly<Record<ErrorCode, readonly [status: number, title: string]>> = {
  attempt_not_found: [400, 'Sign-in took too long or was started in another browser.'],
  attempt_expired: [400, 'Sign-in took too long.'],
  sign_in_cancelled: [403, 'Sign-in was cancelled.'],
  provider_error: [502, 'Jack Henry Identity refused the request.'],
  provider_unavailable: [503, 'Jack Henry Identity isn’t responding.'],
  response_rejected: [502, 'The response from Jack Henry Identity could not be verified.'],
  institution_mismatch: [403, 'The access is for another institution.'],
  institution_denied: [403, 'Access to this institution was refused.'],
  user_mismatch: [403, 'The access belongs to another person.'],
  session_expired: [401, 'The session has ended.'],
  session_required: [401, 'Sign in to continue.'],
  institution_authorization_required: [403, 'Open the institution to continue.'],
  csrf_rejected: [403, 'The request did not come from this application.'],
  directory_unavailable: [502, 'The list of institutions cannot be had right now.'],
  store_unavailable: [503, 'Sessions cannot be read right now.'],
  upstream_not_found: [404, 'There is no such service, or it does not allow this.'],
  upstream_unreachable: [502, 'The service cannot be reached.'],
  upstream_timeout: [504, 'The service did not answer in time.'],
  body_too_large: [413, 'The content is too large.'],
  invalid_token: [401, 'A valid access token is required.'],
  insufficient_scope: [403, 'The access token lacks a scope.'],
  insufficient_user_authentication: [401, 'Sign in again to do this.'],
  permission_denied: [403, 'You don’t have permission to do this.'],
  bad_request: [400, 'The request cannot be read.'],
  invalid_fields: [422, 'Some fields are not valid.'],
  unsupported_media_type: [415, 'The content must be JSON.'],
  precondition_required: [428, 'Say which version is to be changed, with If-Match.'],
  precondition_failed: [412, 'This was changed by someone else in the meantime.'],
  database_unavailable: [503, 'The data cannot be read right now.'],
  not_found: [404, 'There is nothing here.'],
  internal_error: [500, 'Something went wrong on our side.'],
}

/** Makes an {@link AppError} of anything thrown; what nobody expected is `internal_error`. */
export function asAppError(error: unknown): AppError {
  return isAppError(error)
    ? error
    : new AppError('internal_error', 'an unexpected error', { cause: error })
}

/**
 * The one place where an error becomes an HTTP answer: problem details, never upstream text.
 *
 * @see RFC 9457, RFC 6750 §3
 */
export function problemResponse(error: AppError, requestId: string): Response {
  const [status, title] = problems[error.code]
  const { code, extensions } = error
  const body = { ...extensions, type: `urn:problem:${code}`, title, status, code, requestId }
  const headers = new Headers({ 'content-type': 'application/problem+json' })
  const retryAfter = error.facts.retryAfterSeconds
  if (status === 503) headers.set('retry-after', String(retryAfter ?? 5))
  const challenge = accessChallenge(error)
  if (challenge !== null) headers.set('www-authenticate', challenge)
  return new Response(JSON.stringify(body), { status, headers })
}

/**
 * What a caller of the resource server should send instead. Without a scheme in the facts, the caller
 * sent nothing and is told every way.
 *
 * @see RFC 6750 §3.1, RFC 9449 §7.1 and §7.2, RFC 9470 §3
 */
function accessChallenge({ code, facts }: AppError): string | null {
  const { scheme, challenge = code, algs = '', scope = '' } = facts
  if (code === 'insufficient_scope') {
    return `${scheme ?? 'Bearer'} error="${code}", scope="${scope}"`
  }
  if (code === 'insufficient_user_authentication') {
    return `${scheme ?? 'Bearer'} error="${code}", max_age="${facts.maxAge ?? 0}"`
  }
  if (code !== 'invalid_token') return null
  if (scheme === 'DPoP') return `DPoP error="${challenge}", algs="${algs}"`
  return scheme === 'Bearer' ? `Bearer error="${code}"` : `Bearer, DPoP algs="${algs}"`
}
