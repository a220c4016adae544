import 'server-only'
import type { NextRequest, NextResponse } from 'next/server'
import { getAuthContext } from '@/lib/auth/auth-context'
import { defaultReturnPath, startAuthorization } from '@/lib/auth/start-authorization'
import { AppError, type ErrorCode, isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import { parseReturnPath } from '@/lib/security/return-path'
import { clearAttemptCookie, readAttempts, readSessionSeal, setAttemptCookie } from './cookies'
import { keepProblem } from './last-problem'
import { seeOther, withQuery } from './see-other'

/** What a browser may ask of an authorization; nothing else of its request is looked at. */
export interface AuthorizationParameters {
  readonly institutionId: string | null
  readonly loginHint: string | null
  readonly returnPath: string | null
  /** To be asked for beside the configured ones; judged later, by the list of those that may be. */
  readonly scopes: readonly string[]
}

/**
 * Reads the parameters of a form or a query. A return path that leads elsewhere counts as absent.
 *
 * @throws AppError `bad_request` for a value of more than 300 characters: without its institution a
 *   request would mean a sign-in
 */
export function readAuthorizationParameters(
  source: URLSearchParams | FormData,
): AuthorizationParameters {
  const text = (name: string) => {
    const value = source.get(name)
    if (typeof value !== 'string' || value === '') return null
    if (value.length > 300) throw new AppError('bad_request', `${name} is too long`)
    return value
  }
  const [returnTo, scope] = [source.get('returnTo'), source.get('scope')]
  return {
    institutionId: text('institutionId'),
    loginHint: text('loginHint'),
    returnPath: typeof returnTo === 'string' ? parseReturnPath(returnTo) : null,
    scopes: typeof scope === 'string' ? scope.split(' ') : [],
  }
}

/** What can go wrong before the browser is sent anywhere. */
const shownBySignIn: ReadonlySet<ErrorCode> = new Set([
  'provider_unavailable',
  'provider_error',
  'response_rejected',
])

/** Starts the authorization and sends the browser to the provider, or says why it cannot. */
export async function redirectToProvider(
  request: NextRequest,
  parameters: AuthorizationParameters,
): Promise<Response> {
  const context = getAuthContext()
  const { config } = context
  try {
    const attempts = readAttempts(request, config)
    const sessionSeal = readSessionSeal(request, config)
    const started = await startAuthorization(context, { ...parameters, attempts, sessionSeal })
    const response = seeOther(started.authorizationUrl)
    setAttemptCookie(response, config, started)
    for (const id of started.droppedAttemptIds) clearAttemptCookie(response, config, id)
    return response
  } catch (error) {
    if (!isAppError(error) || !shownBySignIn.has(error.code)) throw error
    log('warn', 'authorization.failed', errorFacts(error))
    const response = toSignIn(parameters, error.code)
    // A provider that does not answer needs no reference, and so leaves nothing in the browser.
    if (error.code !== 'provider_unavailable') {
      keepProblem(response, error, parameters.institutionId)
    }
    return response
  }
}

/** The sign-in page, which knows where the person wanted to go. */
export function toSignIn(parameters: AuthorizationParameters, error?: string): NextResponse {
  const returnPath =
    parameters.returnPath ??
    (parameters.institutionId === null ? null : defaultReturnPath(parameters.institutionId))
  return seeOther(withQuery('/sign-in', { error, returnTo: returnPath }))
}
