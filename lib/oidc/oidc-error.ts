import 'server-only'
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { AppError, isAppError } from '@/lib/errors'

/**
 * Translates what openid-client and jose throw; nothing above this room knows their errors.
 *
 * An OAuth error code is kept as a fact when it looks like one; descriptions never are, since they
 * are text from outside.
 */
export function toAppError(error: unknown): AppError {
  const known = findAppError(error)
  if (known) return known
  if (error instanceof AuthorizationResponseError) {
    const cancelled = error.error === 'access_denied'
    return new AppError(
      cancelled ? 'sign_in_cancelled' : 'provider_error',
      'the authorization response is an error',
      { facts: { oauthError: oauthErrorCode(error.error) } },
    )
  }
  if (error instanceof ResponseBodyError) {
    return new AppError('provider_error', 'the provider refused the request', {
      facts: { oauthError: oauthErrorCode(error.error), status: error.status },
    })
  }
  // With client_secret_basic a refusal of the client comes as a challenge, not as a body.
  if (error instanceof WWWAuthenticateChallengeError) {
    const [challenge] = error.cause
    const oauthError = challenge?.parameters.error ?? 'none'
    return new AppError('provider_error', 'the provider refused the client', {
      facts: { oauthError: oauthErrorCode(oauthError), status: error.status },
    })
  }
  if (isTimeout(error)) {
    return new AppError('provider_unavailable', 'the provider’s answer broke off', {
      cause: withoutPayload(error),
      retryable: true,
    })
  }
  return new AppError('response_rejected', 'a check of the provider’s answer failed', {
    cause: withoutPayload(error),
    facts: { check: error instanceof ClientError ? (error.code ?? 'unknown') : nameOf(error) },
  })
}

/** The OAuth error code of a token error response, for callers that act on one. */
export function findOauthError(error: unknown): string | null {
  return error instanceof ResponseBodyError ? error.error : null
}

function findAppError(error: unknown, depth = 0): AppError | null {
  if (isAppError(error)) return error
  return error instanceof Error && depth < 4 ? findAppError(error.cause, depth + 1) : null
}

/**
 * The error's name, code and place, and nothing that hangs on it: openid-client keeps the whole
 * token response there, and whoever prints an error prints its causes.
 */
function withoutPayload(error: unknown): Error {
  const plain = new Error(nameOf(error))
  const stack = error instanceof Error ? error.stack : undefined
  const frames = stack?.split('\n').filter((line) => line.startsWith('    at '))
  plain.stack = [`Error: ${plain.message}`, ...(frames ?? [])].join('\n')
  return plain
}

/** A body that stalls after its headers ends by our limit, inside openid-client. */
function isTimeout(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 4) return false
  const ended = ['TimeoutError', 'AbortError'].includes(error.name)
  return (
    ended ||
    ['OAUTH_TIMEOUT', 'OAUTH_ABORT'].includes(nameOf(error)) ||
    isTimeout(error.cause, depth + 1)
  )
}

function oauthErrorCode(value: string): string {
  return /^[a-z_]{1,64}$/.test(value) ? value : 'unreadable'
}

function nameOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown'
}
