'use client'

import { useEffect, useRef, useState } from 'react'
import { useSettled } from '@/components/institution-search/use-settled'
import { parseAccountsLook, toAccountsQuery } from './accounts-look'

/** So long nobody types any more before it is looked for. */
const settledMs = 250

/**
 * What stands in the search. The field keeps its own value, so that what is typed before the page has
 * woken up is not lost; the address has it once the typing stops.
 *
 * @param initial what the address says
 * @param onSettled is told what to look for
 */
export function useTypedQuery(initial: string, onSettled: (query: string) => void) {
  const fieldRef = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(initial)
  const wanted = toAccountsQuery(text)
  const settled = useSettled(wanted, settledMs)
  /** What the address has of it. */
  const known = useRef(initial)

  function tell(next: string) {
    if (known.current === next) return
    known.current = next
    onSettled(next)
  }

  function tellSettled(text: string) {
    // The field may have been cleared in the same moment.
    if (text === wanted) tell(text)
  }
  const latestTellSettled = useRef(tellSettled)
  useEffect(() => {
    latestTellSettled.current = tellSettled
  })

  useEffect(() => {
    if (fieldRef.current) setText(fieldRef.current.value)
  }, [])

  useEffect(() => latestTellSettled.current(settled), [settled])

  useEffect(() => {
    // Not whenever the address changes: it follows the typing, and may be a letter behind it.
    function followHistory() {
      const { query } = parseAccountsLook(new URLSearchParams(window.location.search))
      known.current = query
      if (fieldRef.current) fieldRef.current.value = query
      setText(query)
    }
    window.addEventListener('popstate', followHistory)
    return () => window.removeEventListener('popstate', followHistory)
  }, [])

  return {
    fieldRef,
    /** What stands in the field, as it is looked for. */
    wanted,
    setText,
    /** Something else is changed with it, which must not wait for the rest of the typing. */
    takeAlong() {
      known.current = wanted
      return wanted
    },
    /** Looks for it at once. */
    hurry: () => tell(wanted),
    clear() {
      if (fieldRef.current) fieldRef.current.value = ''
      setText('')
      known.current = ''
      fieldRef.current?.focus()
    },
  }
}
