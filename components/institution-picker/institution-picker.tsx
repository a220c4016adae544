'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useInstitutionSearch } from '@/components/institution-search/use-institution-search'
import { RequestProblem } from '@/components/requests/request-problem'
import type { RememberedView } from '@/lib/http/remembered-view'
import type { InstitutionPage } from '@/lib/institutions/institution'
import { InstitutionListSkeleton } from './institution-list-skeleton'
import { LateList } from './late-list'
import { PartialListNote } from './list-notes'
import type { ListProblem } from './list-problem'
import { ListProblemAlert } from './list-problem-alert'
import { NoMatch } from './no-match'
import { PickerHeading } from './picker-heading'
import { PickerLists } from './picker-lists'
import { PickerSearch } from './picker-search'
import { PickerStatus } from './picker-status'
import { replaceQueryInAddress } from './replace-query-in-address'
import { TargetPageContext } from './target-page'
import { usePins } from './use-pins'
import { getRowLinks, useRowKeys } from './use-row-keys'

/** With no more than this many, a list is quicker to read than a search is to type. */
const fewInstitutions = 8

interface InstitutionPickerProps {
  /** The first rows, as the server found them for `query`; null while they are still on their way. */
  initial: InstitutionPage | null
  /** The value of `?q=`. */
  query: string
  /** How many institutions there are in all; undefined while that is not known. */
  total?: number | undefined
  /** What this person has at hand in this browser; fetched where the server could not say. */
  remembered?: RememberedView | null
  /** The server could not get the list; `initial` is empty then. */
  error?: ListProblem | undefined
  /** How many rows each request adds. */
  pageSize?: number
  /** Stands above the search, for example why an institution did not open. */
  notice?: ReactNode
  /** The page to open in the institution that is chosen. */
  targetPage?: string
}

/**
 * Chooses an institution: a search field over lists of real links. The server renders all of it,
 * so it works without JavaScript; with it, the list follows the typing.
 */
export function InstitutionPicker({
  initial,
  query: initialQuery,
  total: knownTotal,
  remembered = null,
  error: serverProblem,
  pageSize = 50,
  notice,
  targetPage = '',
}: InstitutionPickerProps) {
  const [text, setText] = useState(initialQuery)
  const [awaitsRetry, setAwaitsRetry] = useState(serverProblem !== undefined)
  const [opensWhenFound, setOpensWhenFound] = useState(false)
  const fieldRef = useRef<HTMLInputElement>(null)
  const listRef = useRef<HTMLUListElement>(null)
  const focusRowRef = useRef<number | null>(null)

  const search = useInstitutionSearch({
    text,
    isUrgent: opensWhenFound,
    initial: serverProblem || initial === null ? null : { ...initial, query: initialQuery },
    total: knownTotal,
    pageSize,
    enabled: !awaitsRetry,
  })
  const { answer, wanted, isCurrent } = search
  const institutions = answer?.institutions ?? []
  const shown = institutions.length
  const problem = awaitsRetry ? serverProblem : toListProblem(search.problem)
  const isKnownLong = (search.total ?? answer?.total ?? 0) > fewInstitutions
  const searchable = useLatch(
    initialQuery !== '' || text !== '' || isKnownLong || (initial === null && !problem),
  )

  const pins = usePins({
    initial: remembered,
    findInstitution: (institutionId) =>
      institutions.find((institution) => institution.institutionId === institutionId),
    focusElsewhere: focusField,
  })
  const rows = useRowKeys(searchable ? focusField : undefined)

  useEffect(() => {
    replaceQueryInAddress(search.query)
  }, [search.query])

  useEffect(() => {
    if (!opensWhenFound || !isCurrent) return
    setOpensWhenFound(false)
    getRowLinks(listRef.current)[0]?.click()
  }, [opensWhenFound, isCurrent])

  useEffect(() => {
    const row = focusRowRef.current
    if (row === null || shown <= row) return
    focusRowRef.current = null
    getRowLinks(listRef.current)[row]?.focus()
  }, [shown])

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

  return (
    <TargetPageContext value={targetPage}>
      <div className="mx-auto flex max-w-3xl flex-col gap-4">
        <PickerHeading targetPage={targetPage} />
        {notice}
        {searchable ? (
          <PickerSearch
            fieldRef={fieldRef}
            initialText={initialQuery}
            onTextChange={changeText}
            onClear={clearSearch}
            onSubmit={() => wanted !== '' && setOpensWhenFound(true)}
            onDown={() => getRowLinks(rows.ref.current)[0]?.focus()}
          />
        ) : null}
        <PickerStatus
          wanted={wanted}
          isWaiting={search.isWaiting}
          isOffline={search.isOffline}
          results={answer && { query: answer.query, total: answer.total, first: institutions[0] }}
        />
        {answer?.partial ? (
          <PartialListNote loaded={answer.query === '' ? answer.total : null} query={wanted} />
        ) : null}
        {answer ? (
          <PickerLists
            answer={answer}
            pins={pins}
            isLong={isKnownLong}
            rows={rows}
            listRef={listRef}
            wanted={wanted}
            pageSize={pageSize}
            isLoadingMore={search.isLoadingMore}
            onShowMore={() => {
              focusRowRef.current = shown
              search.showMore()
            }}
          />
        ) : null}
        {problem ? (
          // A new failure starts a new wait.
          <ListProblemAlert
            key={search.problemCount}
            problem={problem}
            query={search.query}
            onTryAgain={() => (awaitsRetry ? setAwaitsRetry(false) : search.tryAgain())}
          />
        ) : shown > 0 ? null : answer && answer.query !== '' ? (
          <NoMatch query={answer.query} onClear={clearSearch} />
        ) : answer ? null : (
          <InstitutionListSkeleton />
        )}
        {initial === null ? (
          <LateList query={wanted} total={answer?.query === '' ? answer.total : undefined} />
        ) : null}
      </div>
    </TargetPageContext>
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
