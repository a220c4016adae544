'use client'

import { useEffect, useState } from 'react'

const words = [
  { afterMs: 400, text: 'Loading institutions…' },
  {
    afterMs: 5000,
    text: 'Still loading. This can take longer when you have access to many institutions.',
  },
]

/** What to say while waiting; nothing at first, since most answers come before anybody wonders. */
export function useWaitingWords(isWaiting: boolean): string | null {
  const [text, setText] = useState<string | null>(null)

  useEffect(() => {
    setText(null)
    if (!isWaiting) return
    const timers = words.map((each) => setTimeout(() => setText(each.text), each.afterMs))
    return () => timers.forEach(clearTimeout)
  }, [isWaiting])

  return text
}
