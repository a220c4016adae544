'use client'

import { useEffect, useState } from 'react'

/** What to say of something that takes a moment, and of something that takes long. */
export interface WaitingWords {
  readonly soon: string
  readonly late: string
}

const soonMs = 400
const lateMs = 5_000

/** What to say while waiting; nothing at first, since most answers come before anybody wonders. */
export function useWaitingWords(isWaiting: boolean, { soon, late }: WaitingWords): string | null {
  const [text, setText] = useState<string | null>(null)

  useEffect(() => {
    setText(null)
    if (!isWaiting) return
    const timers = [
      setTimeout(() => setText(soon), soonMs),
      setTimeout(() => setText(late), lateMs),
    ]
    return () => timers.forEach(clearTimeout)
  }, [isWaiting, soon, late])

  return text
}
