'use client'

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { describeSection } from '@/components/institution/describe-section'
import { findRepeatedNames } from '@/components/institution/find-repeated-names'
import { useInstitutionSearch } from '@/components/institution-search/use-institution-search'
import { RequestProblem } from '@/components/requests/request-problem'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { RememberedView } from '@/lib/http/remembered-view'
import type { InstitutionPage } from '@/lib/institutions/institution'
import { InstitutionList } from './institution-list'
import { InstitutionListSkeleton } from './institution-list-skeleton'
import { LateList } from './late-list'
import { ListAge, PartialListNote } from './list-notes'
import type { ListProblem } from './list-problem'
import { ListProblemAlert } from './list-problem-alert'
import { PickerSearch } from './picker-search'
import { PickerStatus } from './picker-status'
import { PinForm } from './pin-form'
import { PinStatus } from './pin-status'
import { replaceQueryInAddress } from './replace-query-in-address'
import { ShowMore } from './show-more'
import { TargetPageContext } from './target-page'
import { mostPinned, usePins } from './use-pins'
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
  const pinnedIds = isKnownLong && pins.isKnown ? pins.pinnedIds : null
  const hasSections =
    answer?.query === '' && isKnownLong && pins.pinned.length + pins.recent.length > 0
  const sections = hasSections ? [...pins.pinned, ...pins.recent] : []
  const { everything } = answer ?? {}
  const repeatedInAll = useMemo(() => everything && findRepeatedNames(everything), [everything])
  const repeatedNames = repeatedInAll ?? findRepeatedNames(institutions, sections)
  const look = { query: answer?.query ?? '', repeatedNames, pinnedIds }

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
        <div>
          <h1 className="font-semibold text-title tracking-tight">Choose an institution</h1>
          {targetPage === '' ? null : (
            <p className="mt-0.5 text-text-muted">
              We'll open{' '}
              <strong className="font-semibold text-text">
                {describeSection(targetPage) ?? 'the page you asked for'}
              </strong>{' '}
              there.
            </p>
          )}
        </div>
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
        {shown > 0 ? (
          <div {...rows} className="flex flex-col gap-5">
            {hasSections && pins.pinned.length > 0 ? (
              <InstitutionList title="Pinned" institutions={pins.pinned} {...look} />
            ) : null}
            {hasSections && pins.recent.length > 0 ? (
              <InstitutionList title="Recent" institutions={pins.recent} {...look} />
            ) : null}
            <div>
              <InstitutionList
                ref={listRef}
                institutions={institutions}
                {...(hasSections && { title: 'All institutions' })}
                {...look}
              />
              <ShowMore
                query={look.query}
                shown={shown}
                total={answer?.total ?? 0}
                pageSize={pageSize}
                isLoading={search.isLoadingMore}
                onShowMore={() => {
                  focusRowRef.current = shown
                  search.showMore()
                }}
              />
            </div>
            <ListAge query={wanted} />
          </div>
        ) : null}
        {pinnedIds ? (
          <>
            <PinForm query={look.query} onSubmit={pins.submitPin} />
            <PinStatus message={pins.message} isFull={pins.pinned.length >= mostPinned} />
          </>
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
          <EmptyState
            title={`No institutions match "${answer.query}".`}
            actions={<Button onClick={clearSearch}>Clear search</Button>}
          >
            Check the spelling, or search by ID or routing number. Missing one? Ask your
            administrator for access.
          </EmptyState>
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
