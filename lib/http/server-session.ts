import 'server-only'
import { getServerSession, type NextAuthOptions } from 'next-auth'
import { cache } from 'react'
import { getNextAuthOptions } from './next-auth-options'
import type { SessionView } from './session-view'

/**
 * next-auth's `getServerSession()`, for showing who is signed in. It answers null for a store that
 * does not answer, too, and leaves out `expires`; what a page may do is for
 * `requireCurrentSession` to say.
 */
export const findServerSession = cache(
  (): Promise<Omit<SessionView, 'expires'> | null> =>
    getServerSession<NextAuthOptions, Omit<SessionView, 'expires'>>(getNextAuthOptions()),
)
