'use client'

import { type KeyboardEvent, useRef } from 'react'

/**
 * Arrow keys, Home and End between the links of all rows, from wherever in a row the focus is; a letter
 * goes back to the search field.
 *
 * @param onLeave puts the focus into the search field; undefined when there is none
 */
export function useRowKeys(onLeave: (() => void) | undefined) {
  const ref = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const links = getRowLinks(ref.current)
    const at = links.findIndex((link) => link.parentElement?.contains(document.activeElement))
    if (at === -1) return
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key]
    if (target === undefined) {
      // The browser types the letter into whatever has the focus when the key goes down.
      if (event.key.length === 1 && event.key !== ' ') onLeave?.()
      return
    }
    event.preventDefault()
    if (target < 0) onLeave?.()
    else links[target]?.focus()
  }

  return { ref, onKeyDown }
}

/** The links of the rows inside an element, in order. */
export function getRowLinks(element: Element | null): HTMLAnchorElement[] {
  return [...(element?.querySelectorAll<HTMLAnchorElement>('li > a') ?? [])]
}
