'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { findRepeatedNames, nameKey } from '@/components/institution/find-repeated-names'
import { getRemembered } from '@/components/institution-search/get-remembered'
import { useInstitutionSearch } from '@/components/institution-search/use-institution-search'
import type { Institution } from '@/lib/institutions/institution'

/** An institution in a section; one may stand in two. */
export interface SwitcherItem {
  readonly key: string
  readonly institution: Institution
  /** Another institution has the same name. */
  readonly showId: boolean
}

/** Options under a heading, in the shape that the combobox takes groups in. */
export interface SwitcherSection {
  /** The heading; empty for none. */
  readonly value: string
  readonly items: readonly SwitcherItem[]
}

/** Options that are shown at once: more would cost time, and a few letters find every other. */
const mostShown = 50
/** As many as are in view when it opens; the others come when these have been painted. */
const shownAtOnce = 10

/** What the switcher lists: pinned, recent and all; or, while somebody searches, what was found. */
export function useSwitcherSections({
  text,
  isUrgent,
  isOpen,
}: {
  text: string
  isUrgent: boolean
  isOpen: boolean
}) {
  const search = useInstitutionSearch({
    text,
    isUrgent,
    initial: null,
    total: undefined,
    pageSize: mostShown,
    enabled: isOpen,
  })
  const { data: remembered } = useQuery({
    queryKey: ['institutions', 'remembered'],
    queryFn: ({ signal }) => getRemembered(signal),
    enabled: isOpen,
  })
  const { answer } = search
  const shown = useDeferredValue(isOpen ? mostShown : shownAtOnce)
  const sections = useMemo((): SwitcherSection[] => {
    if (answer === null) return []
    const atHand = answer.query === '' && remembered ? remembered : { pinned: [], recent: [] }
    const lists = [
      ['Pinned', atHand.pinned],
      ['Recent', atHand.recent],
      ['All', answer.institutions.slice(0, shown)],
    ] as const
    const repeated = findRepeatedNames(
      answer.everything ?? answer.institutions,
      atHand.pinned,
      atHand.recent,
    )
    const filled = lists.filter(([, institutions]) => institutions.length > 0)
    return filled.map(([title, institutions]) => ({
      value: filled.length === 1 ? '' : title,
      items: institutions.map((institution) => ({
        key: `${title} ${institution.institutionId}`,
        institution,
        showId: repeated.has(nameKey(institution.name)),
      })),
    }))
  }, [answer, remembered, shown])
  return { sections, search }
}
