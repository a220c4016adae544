'use client'

import { SessionContext, type SessionContextValue } from 'next-auth/react'
import { type ReactNode, useContext, useMemo } from 'react'
import { PageSessionContext, useWatchState } from './session-context'

/**
 * Gives next-auth's `useSession()` to a page, from what the session watch knows. next-auth's own
 * provider would take a server that does not answer for a session that ended, and then do nothing
 * on `update()`.
 */
export function NextAuthSession({ children }: { children: ReactNode }) {
  const page = useContext(PageSessionContext)
  const view = useWatchState()?.view ?? page?.initial ?? null
  const value = useMemo<SessionContextValue>(() => {
    const update = async () => (await page?.whenWatched)?.extend() ?? null
    return view
      ? { data: view, status: 'authenticated', update }
      : { data: null, status: 'unauthenticated', update }
  }, [view, page])
  return <SessionContext value={value}>{children}</SessionContext>
}
