import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'
import NextAuth from 'next-auth'
import { getAuthContext } from '@/lib/auth/auth-context'
import { readSession } from '@/lib/auth/read-session'
import { signOut } from '@/lib/auth/sign-out'
import { AppError } from '@/lib/errors'
import { isSameOriginPost } from '@/lib/security/request-origin'
import { parseReturnPath } from '@/lib/security/return-path'
import { readSessionSeal, sessionCookieName } from './cookies'
import { getNextAuthOptions } from './next-auth-options'
import { seeOther, withQuery } from './see-other'
import { replaceSessionCookies } from './sign-out-cookies'

/** The actions of next-auth that exist here; every other one answers 404. */
const actions = new Set([
  'GET session',
  'POST session',
  'GET csrf',
  'GET providers',
  'GET signout',
  'POST signout',
])

/**
 * next-auth behind a gate: a list of actions, our Origin check on posts, and no way to change the
 * session cookie save by signing out.
 *
 * @throws AppError `not_found`, `csrf_rejected`, `store_unavailable`
 */
export async function answerNextAuth(
  request: NextRequest,
  { nextauth }: { nextauth: readonly string[] },
): Promise<Response> {
  const [action = '', ...more] = nextauth
  if (request.method === 'GET' && (action === 'signin' || action === 'error')) {
    return seeOther(withQuery('/sign-in', { returnTo: callbackPath(request) }))
  }
  if (more.length > 0 || !actions.has(`${request.method} ${action}`)) {
    throw new AppError('not_found', 'this action of next-auth is not in use')
  }
  const context = getAuthContext()
  const { config } = context
  if (request.method === 'POST' && !isSameOriginPost(request.headers, config.appUrl)) {
    throw new AppError('csrf_rejected', 'the request came from another origin')
  }
  const sessionSeal = readSessionSeal(request, config)
  // next-auth takes a store that does not answer for "signed out"; asked first, it answers 503.
  if (action === 'session') await readSession(context, { sessionSeal, activity: false })

  // next-auth calls the event only after it has found its CSRF token right, and swallows errors.
  const signOutEvent = { happened: false }
  const options = {
    ...getNextAuthOptions(context),
    events: {
      signOut: async () => {
        signOutEvent.happened = true
      },
    },
  }
  const answer: Response = await NextAuth(
    request,
    { params: Promise.resolve({ nextauth: [...nextauth] }) },
    options,
  )
  if (!signOutEvent.happened) return withoutCookie(answer, sessionCookieName(config))
  const { endSessionUrl, state } = await signOut(context, { sessionSeal })
  const response = leadingTo(answer, endSessionUrl)
  replaceSessionCookies(request, response, { config, state: endSessionUrl && state })
  return response
}

/**
 * next-auth sets the session cookie on every read, and deletes it when it opens no session. Both
 * are dropped: the cookie is set once, and a late answer must not delete a newer session's.
 */
function withoutCookie(answer: Response, name: string): Response {
  const headers = new Headers(answer.headers)
  headers.delete('set-cookie')
  for (const cookie of answer.headers.getSetCookie()) {
    if (!cookie.startsWith(`${name}=`)) headers.append('set-cookie', cookie)
  }
  return new Response(answer.body, { status: answer.status, headers })
}

/** `signOut()` of next-auth follows the address in the answer; ours ends the provider's session. */
function leadingTo(answer: Response, endSessionUrl: string | null): NextResponse {
  const url = endSessionUrl ?? '/signed-out'
  const headers = new Headers(answer.headers)
  if (!headers.has('location')) return NextResponse.json({ url }, { headers })
  headers.set('location', url)
  return new NextResponse(null, { status: 303, headers })
}

/** next-auth's `callbackUrl` may be a whole address; only a path of ours is taken from it. */
function callbackPath(request: NextRequest): string | null {
  const { appUrl } = getAuthContext().config
  const callbackUrl = request.nextUrl.searchParams.get('callbackUrl') ?? ''
  const own = callbackUrl.startsWith(`${appUrl}/`) ? callbackUrl.slice(appUrl.length) : callbackUrl
  return parseReturnPath(own)
}
