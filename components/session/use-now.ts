'use client'

import { useCallback, useSyncExternalStore } from 'react'

/**
 * The wall clock in steps of `stepMs`, or null while the server renders and the page hydrates:
 * the server's clock and time zone are not the person's.
 */
export function useNow(stepMs: number): number | null {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const timer = setInterval(onChange, stepMs)
      // A laptop that slept is right at once, not a step later.
      document.addEventListener('visibilitychange', onChange)
      return () => {
        clearInterval(timer)
        document.removeEventListener('visibilitychange', onChange)
      }
    },
    [stepMs],
  )
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / stepMs) * stepMs,
    () => null,
  )
}
