import 'server-only'
import type { NextAuthOptions, Session as NextAuthSession } from 'next-auth'
import { type AuthContext, getAuthContext } from '@/lib/auth/auth-context'
import { readSession, recordActivity, type Session } from '@/lib/auth/read-session'
import { errorFacts, log } from '@/lib/observability/log'
import { sessionCookieName } from './cookies'
import { describeSession } from './describe-session'
import { nextAuthSecrets } from './next-auth-secret'
import type { SessionView } from './session-view'

/** What the route of next-auth knows already and `getServerSession()` does not. */
interface KnownRequest {
  /** The session behind the request's cookie, read with all its accesses. */
  readonly session: Session | null
  /** The secret that signed the request's CSRF cookie. */
  readonly secret: string
  /** Told what went wrong with the store: next-auth itself would answer "signed out". */
  readonly onFailure: (error: unknown) => void
}

/**
 * next-auth as a session API on our own cookie: `getServerSession(getNextAuthOptions())`,
 * `useSession()`, `/api/auth/session`. It reads the session and never writes the cookie; signing in
 * is not its business, which is why it has no providers.
 *
 * `getServerSession()` is for showing who is signed in: next-auth makes it answer null also when the
 * store does not answer. What a page may do is for `requireInstitutionPage` to say.
 */
export function getNextAuthOptions(
  context: AuthContext = getAuthContext(),
  known?: KnownRequest,
): NextAuthOptions {
  const { config } = context
  let session: Session | null | undefined = known?.session
  return {
    providers: [],
    secret: known?.secret ?? nextAuthSecrets(config)[0],
    useSecureCookies: config.secure,
    session: { strategy: 'jwt', maxAge: config.sessionAbsoluteSeconds },
    cookies: {
      sessionToken: {
        name: sessionCookieName(config),
        options: { path: '/', httpOnly: true, sameSite: 'lax', secure: config.secure },
      },
    },
    jwt: {
      decode: async ({ token }) => {
        session ??= known
          ? null
          : await readSession(context, { sessionSeal: token, activity: false, accessTo: 'all' })
        return session && { sessionSeal: token }
      },
      encode: async ({ token }) => String(token?.sessionSeal),
    },
    callbacks: {
      jwt: async ({ token, trigger }) => {
        if (trigger !== 'update' || !session) return token
        session = await recordActivity(context, session).catch((error: unknown) => {
          known?.onFailure(error)
          throw error
        })
        return token
      },
      session: async () =>
        (session ? describeSession(session) : {}) as SessionView & NextAuthSession,
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    logger: {
      // A cookie that opens no session is no error, and next-auth can log it in no other way.
      error: (code, metadata) => {
        if (code === 'JWT_SESSION_ERROR') return
        log('error', 'request.failed', { nextAuth: code, ...errorFacts(metadata) })
      },
      warn: () => {},
      debug: () => {},
    },
  }
}
