'use client'

import { useEffect, useRef, useState } from 'react'

/** Whole seconds left of a wait, from the wall clock; calls `onEnd` once when they are over. */
export function useCountdown(seconds: number, onEnd: () => void): number {
  const [left, setLeft] = useState(Math.ceil(seconds))
  const latestOnEnd = useRef(onEnd)

  useEffect(() => {
    latestOnEnd.current = onEnd
  })

  useEffect(() => {
    const endsAt = Date.now() + seconds * 1000
    setLeft(Math.ceil(seconds))
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000))
      setLeft(now)
      if (now > 0) return
      clearInterval(timer)
      latestOnEnd.current()
    }, 500)
    return () => clearInterval(timer)
  }, [seconds])

  return left
}
