'use client'

import { useDeferredValue, useMemo, useState } from 'react'
import type { Institution } from '@/lib/institutions/institution'
import { longestQuery } from '@/lib/institutions/searchable'
import { useLocalIndex } from './use-local-index'
import { type AnsweredPage, useServerSearch } from './use-server-search'
import { useSettled } from './use-settled'

interface InstitutionSearch {
  /** As it was typed. */
  text: string
  /** Ask at once instead of when typing has stopped. */
  isUrgent: boolean
  /** What the server rendered, and for which query; null when it could not. */
  initial: AnsweredPage | null
  /** How many institutions there are in all, if the server said. */
  total: number | undefined
  /** How many rows come at a time. */
  pageSize: number
  enabled: boolean
}

/** What was found, and for which query: while a newer answer is on its way, this one stays. */
export interface InstitutionAnswer {
  readonly query: string
  readonly institutions: readonly Institution[]
  readonly total: number
  readonly partial: boolean
  /** The whole list, where it is known. */
  readonly everything: readonly Institution[] | null
}

/** Settles for the server while the list is not here, and needs no server once it is. */
export function useInstitutionSearch({
  text,
  isUrgent,
  initial,
  total,
  pageSize,
  enabled,
}: InstitutionSearch) {
  // Beyond it nothing is searched, and an address with all of it would be refused.
  const wanted = text.trim().replace(/\s+/g, ' ').slice(0, longestQuery).trimEnd()
  const settled = useSettled(wanted, 150)
  const query = wanted === '' || isUrgent ? wanted : settled
  const [asked, setAsked] = useState<{ query: string; rows: number }>({ query: '', rows: 0 })

  const isWhole = initial?.query === '' && initial.institutions.length === initial.total
  const [knownTotal, setKnownTotal] = useState(total)
  const index = useLocalIndex({ total: knownTotal, whole: isWhole ? initial : null })
  const server = useServerSearch({
    query,
    initial,
    pageSize,
    enabled: enabled && index === null,
  })
  const fromServer = useMemo(() => toAnswer(server.data?.pages), [server.data])
  if (knownTotal === undefined && fromServer?.query === '') setKnownTotal(fromServer.total)

  const rows = Math.max(
    pageSize,
    asked.query === wanted ? asked.rows : 0,
    initial?.query === wanted ? initial.institutions.length : 0,
  )
  // The letter is painted first, and the rows when there is time.
  const deferred = useDeferredValue(wanted)
  const fromIndex = useMemo((): InstitutionAnswer | null => {
    if (index === null) return null
    const { everything, partial } = index
    const found = index.search(deferred)
    const institutions = found.slice(0, rows)
    return { query: deferred, institutions, total: found.length, partial, everything }
  }, [index, deferred, rows])

  const answer = fromIndex ?? fromServer
  return {
    wanted,
    /** The same once typing has stopped. */
    query,
    /** How many institutions there are in all, as soon as that is known. */
    total: knownTotal,
    answer,
    /** The answer is for what stands in the field. */
    isCurrent: answer?.query === wanted,
    isWaiting: index === null && server.isFetching && !server.isFetchingNextPage,
    isLoadingMore: index === null && server.isFetchingNextPage,
    isOffline: index === null && server.fetchStatus === 'paused',
    problem: index === null ? server.error : null,
    problemCount: server.errorUpdateCount,
    showMore() {
      setAsked({ query: wanted, rows: (answer?.institutions.length ?? 0) + pageSize })
      if (index === null) void server.fetchNextPage()
    },
    tryAgain() {
      if (server.isFetchNextPageError) void server.fetchNextPage()
      else void server.refetch()
    },
  }
}

function toAnswer(pages: readonly AnsweredPage[] | undefined): InstitutionAnswer | null {
  const [first] = pages ?? []
  if (pages === undefined || first === undefined) return null
  return {
    query: first.query,
    institutions: pages.flatMap(({ institutions }) => institutions),
    total: pages.at(-1)?.total ?? 0,
    partial: pages.some(({ partial }) => partial),
    everything: null,
  }
}
