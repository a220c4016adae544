import 'server-only'
import type { NextRequest } from 'next/server'
import { getAuthContext } from '@/lib/auth/auth-context'
import { defaultReturnPath, startAuthorization } from '@/lib/auth/start-authorization'
import { isAppError } from '@/lib/errors'
import { parseReturnPath } from '@/lib/security/return-path'
import { clearAttemptCookie, readAttempts, setAttemptCookie } from './cookies'
import { seeOther, withQuery } from './see-other'

/** What a browser may ask of an authorization; nothing else of its request is looked at. */
export interface AuthorizationParameters {
  readonly institutionId: string | null
  readonly loginHint: string | null
  readonly returnPath: string | null
}

/** Reads the parameters of a form or a query. What is too long or leads elsewhere counts as absent. */
export function readAuthorizationParameters(
  source: URLSearchParams | FormData,
): AuthorizationParameters {
  const text = (name: string) => {
    const value = source.get(name)
    return typeof value === 'string' && value !== '' && value.length <= 300 ? value : null
  }
  const returnTo = source.get('returnTo')
  return {
    institutionId: text('institutionId'),
    loginHint: text('loginHint'),
    returnPath: typeof returnTo === 'string' ? parseReturnPath(returnTo) : null,
  }
}

/** Starts the authorization and sends the browser to the provider, or says why it cannot. */
export async function redirectToProvider(
  request: NextRequest,
  parameters: AuthorizationParameters,
): Promise<Response> {
  const context = getAuthContext()
  const { config } = context
  try {
    const attempts = readAttempts(request, config)
    const started = await startAuthorization(context, { ...parameters, attempts })
    const response = seeOther(started.authorizationUrl)
    setAttemptCookie(response, config, started)
    for (const id of started.droppedAttemptIds) clearAttemptCookie(response, config, id)
    return response
  } catch (error) {
    if (!isAppError(error, 'provider_unavailable')) throw error
    return toSignIn(parameters, error.code)
  }
}

/** The sign-in page, which knows where the person wanted to go. */
export function toSignIn(parameters: AuthorizationParameters, error?: string): Response {
  const returnPath =
    parameters.returnPath ??
    (parameters.institutionId === null ? null : defaultReturnPath(parameters.institutionId))
  return seeOther(withQuery('/sign-in', { error, returnTo: returnPath }))
}
