import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'
import { getAuthContext } from '@/lib/auth/auth-context'
import { readSessionSeal } from './cookies'
import { judgeInstitutionPage } from './institution-gate'
import { rememberOpenedInstitution } from './remember-opened-institution'
import { withSecurityHeaders } from './security-headers'

/** The page that says that sessions cannot be read. */
export const unavailablePage = '/unavailable'

/**
 * What every page request passes: headers, and nothing about identity. On the way an institution that
 * is opened is remembered, since a page cannot set a cookie.
 *
 * An institution that is not this person's is answered with 404, and one that nobody can look up with 503:
 * the page says it in words, and cannot choose its status.
 *
 * While the session store does not answer, whoever brings a session's cookie sees a page that says so, at the
 * address they asked for and with status 503: sending people to sign in would be wrong.
 */
export async function passPage(request: NextRequest): Promise<Response> {
  const { config, sessionStore } = getAuthContext()
  const isAsked = request.nextUrl.pathname === unavailablePage
  if (!isAsked && readSessionSeal(request, config) === undefined) {
    return withSecurityHeaders(request)
  }
  const answers = await sessionStore.ping().then(
    () => true,
    () => false,
  )
  // Next.js insists on a whole address here.
  if (answers && isAsked) return NextResponse.redirect(new URL('/', config.appUrl), 303)
  if (!answers) return withSecurityHeaders(request, { page: unavailablePage, status: 503 })
  const { status, retryAfterSeconds, opened } = await judgeInstitutionPage(request)
  if (status !== null) {
    const response = withSecurityHeaders(request, { status })
    if (retryAfterSeconds) response.headers.set('retry-after', String(retryAfterSeconds))
    return response
  }
  return rememberOpenedInstitution(request, withSecurityHeaders(request), opened)
}
