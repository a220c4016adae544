'use client'

import { SessionProvider as NextAuthSessionProvider } from 'next-auth/react'
import type { ReactNode } from 'react'
import type { SessionView } from '@/lib/http/session-view'
import { SessionActivity } from './session-activity'

interface SessionProviderProps {
  /** What the server knew when it rendered the page; saves the first request. */
  session: SessionView
  children: ReactNode
}

/**
 * Gives `useSession()` to a page and keeps the session alive while the person works.
 * Coming back to the tab asks the server again, so a sign-out elsewhere shows.
 */
export function SessionProvider({ session, children }: SessionProviderProps) {
  return (
    <NextAuthSessionProvider session={session} refetchOnWindowFocus>
      <SessionActivity />
      {children}
    </NextAuthSessionProvider>
  )
}
