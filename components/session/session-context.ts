'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { SessionView } from '@/lib/http/session-view'
import type { SessionWatch } from './session-watch'
import type { WatchState } from './watch-store'

/** The session that a page stands in. */
export interface PageSession {
  /** As the server rendered it. */
  readonly initial: SessionView
  /** Null until its code has come, right after the page's own. */
  readonly watch: SessionWatch | null
  readonly whenWatched: Promise<SessionWatch>
}

/** Null on pages of people who are not signed in. */
export const PageSessionContext = createContext<PageSession | null>(null)

/** What the watch knows and wants shown; null without one. */
export function useWatchState(): WatchState | null {
  const watch = useContext(PageSessionContext)?.watch
  return useSyncExternalStore(
    watch?.subscribe ?? subscribeToNothing,
    () => watch?.getState() ?? null,
    () => null,
  )
}

const subscribeToNothing = () => () => {}
