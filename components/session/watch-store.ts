import type { SessionView } from '@/lib/http/session-view'

/** What a page is to show of its session. */
export interface WatchState {
  readonly view: SessionView
  readonly dialog: 'idle' | 'absolute' | null
  /** Whole seconds until the session ends, while a dialog counts them; else 0. */
  readonly secondsLeft: number
  readonly hasBanner: boolean
  /** Set while the page is hidden, until the server has said whether the session is still there. */
  readonly cover: 'checking' | 'unreachable' | null
}

/** Keeps what is to be shown, and says when it changes. */
export function createWatchStore(view: SessionView) {
  let state: WatchState = { view, dialog: null, secondsLeft: 0, hasBanner: false, cover: null }
  const listeners = new Set<() => void>()
  return {
    getState: () => state,
    subscribe(onChange: () => void) {
      listeners.add(onChange)
      return () => {
        listeners.delete(onChange)
      }
    },
    /** Changes some of it; what stays as it was is no change. */
    set(change: Partial<WatchState>) {
      const next = { ...state, ...change }
      const keys = Object.keys(next) as (keyof WatchState)[]
      if (keys.every((key) => next[key] === state[key])) return
      state = next
      for (const listener of listeners) listener()
    },
  }
}
