'use client'

import { useEffect, useState } from 'react'

/**
 * The value as it was when it last stayed the same for `delayMs`.
 *
 * @param unrest what else has to stay the same for as long, such as what somebody types
 */
export function useSettled<Value>(value: Value, delayMs: number, unrest = ''): Value {
  const [settled, setSettled] = useState(value)

  // biome-ignore lint/correctness/useExhaustiveDependencies: unrest starts the wait anew
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs)
    return () => clearTimeout(timer)
  }, [value, delayMs, unrest])

  return settled
}
