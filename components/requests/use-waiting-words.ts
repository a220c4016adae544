'use client'

import { useEffect, useState } from 'react'

/** What to say, and after how many milliseconds of waiting. */
export type WaitingWords = readonly (readonly [afterMs: number, text: string])[]

/**
 * What to say while waiting; nothing at first, since most answers come before anybody wonders.
 *
 * @param words the same ones each time
 */
export function useWaitingWords(isWaiting: boolean, words: WaitingWords): string | null {
  const [text, setText] = useState<string | null>(null)

  useEffect(() => {
    setText(null)
    if (!isWaiting) return
    const timers = words.map(([afterMs, each]) => setTimeout(() => setText(each), afterMs))
    return () => timers.forEach(clearTimeout)
  }, [isWaiting, words])

  return text
}
