import type { KeyboardEvent, RefObject } from 'react'
import type { Institution } from '@/lib/institutions/institution'
import { findRepeatedNames, nameKey } from './find-repeated-names'
import { InstitutionRow } from './institution-row'

interface InstitutionListProps {
  institutions: readonly Institution[]
  query: string
  ref: RefObject<HTMLUListElement | null>
  /** Puts the focus back into the search field; absent when there is none. */
  onLeave: (() => void) | undefined
}

/** The rows, with arrow keys between their links; a letter goes back to the search field. */
export function InstitutionList({ institutions, query, ref, onLeave }: InstitutionListProps) {
  const repeatedNames = findRepeatedNames(institutions)

  function moveFocus(event: KeyboardEvent<HTMLUListElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const links = getRowLinks(ref.current)
    const at = links.findIndex((link) => link.contains(document.activeElement))
    if (at === -1) return
    const target = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: links.length - 1,
    }[event.key]
    if (target === undefined) {
      // The browser types the letter into whatever has the focus when the key goes down.
      if (event.key.length === 1 && event.key !== ' ') onLeave?.()
      return
    }
    event.preventDefault()
    if (target < 0) onLeave?.()
    else links[target]?.focus()
  }

  return (
    <ul
      ref={ref}
      onKeyDown={moveFocus}
      className="divide-y divide-border overflow-clip rounded-card border border-border bg-surface-raised shadow-card"
    >
      {institutions.map((institution) => (
        <InstitutionRow
          key={institution.institutionId}
          institution={institution}
          query={query}
          showId={repeatedNames.has(nameKey(institution.name))}
        />
      ))}
    </ul>
  )
}

/** The links of the rows that are shown, in order. */
export function getRowLinks(list: HTMLUListElement | null): HTMLAnchorElement[] {
  return [...(list?.querySelectorAll<HTMLAnchorElement>('a') ?? [])]
}
