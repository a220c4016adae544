import 'server-only'
import { createHmac } from 'node:crypto'
import type { NextAuthOptions, Session as NextAuthSession } from 'next-auth'
import { type AuthContext, getAuthContext } from '@/lib/auth/auth-context'
import { readSession } from '@/lib/auth/read-session'
import { errorFacts, log } from '@/lib/observability/log'
import { sessionCookieName } from './cookies'
import { describeSession } from './describe-session'
import type { SessionView } from './session-view'

/**
 * next-auth as a session API on our own cookie: `getServerSession(getNextAuthOptions())`,
 * `useSession()`, `/api/auth/session`. It reads the session and never writes the cookie; signing in
 * is not its business, which is why it has no providers.
 */
export function getNextAuthOptions(context: AuthContext = getAuthContext()): NextAuthOptions {
  const { config } = context
  const view = async (sessionSeal: string | undefined, activity: boolean) => {
    const session = await readSession(context, { sessionSeal, activity })
    return session && describeSession(context, session)
  }
  return {
    providers: [],
    // Signs next-auth's CSRF cookie; derived, so that it cannot open a seal.
    secret: createHmac('sha256', config.sessionSecrets[0]).update('next-auth').digest('base64url'),
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
        const found = await view(token, false)
        return found && { sessionSeal: token, view: found }
      },
      encode: async ({ token }) => String(token?.sessionSeal),
    },
    callbacks: {
      jwt: async ({ token, trigger }) => {
        if (trigger !== 'update') return token
        const slid = await view(String(token.sessionSeal), true)
        return slid ? { ...token, view: slid } : token
      },
      session: async ({ token }) => token.view as SessionView & NextAuthSession,
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
