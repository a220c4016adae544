'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { RequestProblem } from '@/components/requests/request-problem'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { InstitutionPage } from '@/lib/institutions/institution'
import { getRowLinks, InstitutionList } from './institution-list'
import { InstitutionListSkeleton } from './institution-list-skeleton'
import type { ListProblem } from './list-problem'
import { ListProblemAlert } from './list-problem-alert'
import { PartialListAlert } from './partial-list-alert'
import { PickerSearch } from './picker-search'
import { PickerStatus } from './picker-status'
import { replaceQueryInAddress } from './replace-query-in-address'
import { ShowMore } from './show-more'
import { useInstitutionSearch } from './use-institution-search'
import { useSettled } from './use-settled'

/** With fewer than this many, a list is quicker to read than a search is to type. */
const fewInstitutions = 8

interface InstitutionPickerProps {
  /** The first rows, as the server found them for `query`. */
  initial: InstitutionPage
  /** The value of `?q=`. */
  query: string
  /** The server could not get the list; `initial` is empty then. */
  error?: ListProblem | undefined
  /** How many rows each request adds. */
  pageSize?: number
  /** Stands above the search, for example why an institution did not open. */
  notice?: ReactNode
}

/**
 * Chooses an institution: a search field over a list of real links. The server renders all of it,
 * so it works without JavaScript; with it, the list follows the typing.
 */
export function InstitutionPicker({
  initial,
  query: initialQuery,
  error: serverProblem,
  pageSize = 50,
  notice,
}: InstitutionPickerProps) {
  const [text, setText] = useState(initialQuery)
  const [awaitsRetry, setAwaitsRetry] = useState(serverProblem !== undefined)
  const [opensWhenFound, setOpensWhenFound] = useState(false)
  const fieldRef = useRef<HTMLInputElement>(null)
  const listRef = useRef<HTMLUListElement>(null)
  const focusRowRef = useRef<number | null>(null)

  const wanted = text.trim().replace(/\s+/g, ' ')
  const settled = useSettled(wanted, 150)
  const query = wanted === '' || opensWhenFound ? wanted : settled
  const search = useInstitutionSearch({
    query,
    initial: serverProblem ? null : { ...initial, query: initialQuery },
    pageSize,
    enabled: !awaitsRetry,
  })

  const pages = search.data?.pages ?? []
  const institutions = pages.flatMap((page) => page.institutions)
  const total = pages.at(-1)?.total ?? 0
  const isPartial = pages.some((page) => page.partial)
  const answeredQuery = pages[0]?.query ?? query
  const isCurrent = pages.length > 0 && answeredQuery === wanted
  const problem = awaitsRetry ? serverProblem : toListProblem(search.error)
  const searchable = useLatch(initialQuery !== '' || text !== '' || total > fewInstitutions)

  useEffect(() => {
    replaceQueryInAddress(query)
  }, [query])

  useEffect(() => {
    if (!opensWhenFound || !isCurrent) return
    setOpensWhenFound(false)
    getRowLinks(listRef.current)[0]?.click()
  }, [opensWhenFound, isCurrent])

  useEffect(() => {
    const row = focusRowRef.current
    if (row === null || institutions.length <= row) return
    focusRowRef.current = null
    getRowLinks(listRef.current)[row]?.focus()
  }, [institutions.length])

  function changeText(next: string) {
    setOpensWhenFound(false)
    setAwaitsRetry(false)
    setText(next)
  }

  function clearSearch() {
    if (fieldRef.current) fieldRef.current.value = ''
    changeText('')
    fieldRef.current?.focus()
  }

  function focusField() {
    const field = fieldRef.current
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  }

  function tryAgain() {
    if (awaitsRetry) setAwaitsRetry(false)
    else if (search.isFetchNextPageError) void search.fetchNextPage()
    else void search.refetch()
  }

  function showMore() {
    focusRowRef.current = institutions.length
    void search.fetchNextPage()
  }

  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-4">
      <h1 className="font-semibold text-title tracking-tight">Choose an institution</h1>
      {notice}
      {searchable ? (
        <PickerSearch
          fieldRef={fieldRef}
          initialText={initialQuery}
          onTextChange={changeText}
          onClear={clearSearch}
          onSubmit={() => wanted !== '' && setOpensWhenFound(true)}
          onDown={() => getRowLinks(listRef.current)[0]?.focus()}
        />
      ) : null}
      <PickerStatus
        isWaiting={search.isFetching && !search.isFetchingNextPage}
        isOffline={search.fetchStatus === 'paused'}
        results={pages.length > 0 ? { query: answeredQuery, total, first: institutions[0] } : null}
      />
      {isPartial && !problem ? (
        <PartialListAlert
          loaded={answeredQuery === '' ? total : null}
          isLoading={search.isFetching}
          onLoadRest={() => void search.refetch()}
        />
      ) : null}
      {institutions.length > 0 ? (
        <div>
          <InstitutionList
            ref={listRef}
            institutions={institutions}
            query={answeredQuery}
            onLeave={searchable ? focusField : undefined}
          />
          <ShowMore
            query={answeredQuery}
            shown={institutions.length}
            total={total}
            pageSize={pageSize}
            isLoading={search.isFetchingNextPage}
            onShowMore={showMore}
          />
        </div>
      ) : null}
      {problem ? (
        // A new failure starts a new wait.
        <ListProblemAlert
          key={search.errorUpdateCount}
          problem={problem}
          query={query}
          onTryAgain={tryAgain}
        />
      ) : institutions.length > 0 ? null : pages.length > 0 ? (
        <EmptyState
          title={`No institutions match "${answeredQuery}".`}
          actions={<Button onClick={clearSearch}>Clear search</Button>}
        >
          Check the spelling, or search by ID or routing number. Missing one? Ask your administrator
          for access.
        </EmptyState>
      ) : (
        <InstitutionListSkeleton />
      )}
    </div>
  )
}

/** True from the first time that it is true: a field that is in use does not go away. */
function useLatch(value: boolean): boolean {
  const [latched, setLatched] = useState(value)
  if (value && !latched) setLatched(true)
  return latched || value
}

function toListProblem(error: Error | null): ListProblem | undefined {
  if (error === null) return undefined
  return error instanceof RequestProblem ? error : { code: '' }
}
