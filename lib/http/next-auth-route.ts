import 'server-only'
import { NextRequest, NextResponse } from 'next/server'
import NextAuth from 'next-auth'
import { getAuthContext } from '@/lib/auth/auth-context'
import { readSession } from '@/lib/auth/read-session'
import { signOut } from '@/lib/auth/sign-out'
import { AppError } from '@/lib/errors'
import { parseReturnPath } from '@/lib/security/return-path'
import { readSessionSeal, sessionCookieName } from './cookies'
import { getNextAuthOptions } from './next-auth-options'
import { nextAuthSecretOf } from './next-auth-secret'
import { readForm, readJson } from './read-body'
import { requireSameOriginPost } from './request-guards'
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

/** next-auth's own sign-out page has its styles inline, and a form. */
const signOutPagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"

/**
 * next-auth behind a gate: a list of actions, our Origin check on posts, and no way to change the
 * session cookie save by signing out.
 *
 * @throws AppError `not_found`, `csrf_rejected`, `bad_request`, `store_unavailable`
 */
export async function answerNextAuth(
  request: NextRequest,
  { nextauth }: { nextauth: readonly string[] },
): Promise<Response> {
  const [action = '', ...more] = nextauth
  const { method } = request
  if (method === 'GET' && (action === 'signin' || action === 'error')) {
    return seeOther(withQuery('/sign-in', { returnTo: callbackPath(request) }))
  }
  if (more.length > 0 || !actions.has(`${method} ${action}`)) {
    throw new AppError('not_found', 'this action of next-auth is not in use')
  }
  if (method === 'POST') requireSameOriginPost(request)
  const context = getAuthContext()
  const { config } = context
  const sessionSeal = readSessionSeal(request, config)
  // next-auth takes a store that does not answer for "signed out"; asked first, it answers 503.
  const session = await readSession(context, { sessionSeal, activity: false, accessTo: 'all' })

  // next-auth calls the event only after it has found its CSRF token right, and swallows errors.
  const signOutEvent = { happened: false }
  const failures: unknown[] = []
  const options = {
    ...getNextAuthOptions(context, {
      session,
      secret: nextAuthSecretOf(request, config),
      onFailure: (error) => failures.push(error),
    }),
    events: {
      signOut: async () => {
        signOutEvent.happened = true
      },
    },
  }
  const answer: Response = await NextAuth(
    await toPlainRequest(request),
    { params: Promise.resolve({ nextauth: [...nextauth] }) },
    options,
  )
  if (failures.length > 0) throw failures[0]
  if (method === 'POST' && action === 'session' && !answer.ok) {
    throw new AppError('csrf_rejected', 'next-auth found its CSRF token missing or wrong')
  }
  if (!signOutEvent.happened) {
    const kept = withoutCookie(answer, sessionCookieName(config))
    if (action === 'signout') kept.headers.set('content-security-policy', signOutPagePolicy)
    return kept
  }
  const { endSessionUrl, state } = await signOut(context, { sessionSeal })
  const response = leadingTo(answer, endSessionUrl)
  replaceSessionCookies(request, response, { config, state: endSessionUrl && state })
  return response
}

/**
 * The request as next-auth needs it: no query, since a `callbackUrl` it cannot parse is a 500 and
 * none is followed here, and a body of the two fields that matter.
 */
async function toPlainRequest(request: NextRequest): Promise<NextRequest> {
  const url = new URL(request.nextUrl.pathname, request.url)
  if (request.method !== 'POST') return new NextRequest(url, { headers: request.headers })
  const { csrfToken, json } = await readFields(request)
  const headers = new Headers(request.headers)
  headers.set('content-type', 'application/json')
  headers.delete('content-length')
  return new NextRequest(url, {
    method: 'POST',
    headers,
    body: JSON.stringify({ csrfToken, json }),
  })
}

/** next-auth's client posts JSON for a session update and a form for a sign-out. */
async function readFields(request: NextRequest): Promise<Record<string, unknown>> {
  const isJson = request.headers.get('content-type')?.startsWith('application/json') === true
  if (!isJson) return Object.fromEntries(await readForm(request))
  const fields = await readJson(request)
  return typeof fields === 'object' && fields !== null ? { ...fields } : {}
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
