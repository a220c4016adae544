import { type RefObject, useMemo } from 'react'
import { findRepeatedNames } from '@/components/institution/find-repeated-names'
import type { InstitutionAnswer } from '@/components/institution-search/use-institution-search'
import { InstitutionList } from './institution-list'
import { ListAge } from './list-notes'
import { PinForm } from './pin-form'
import { PinStatus } from './pin-status'
import { ShowMore } from './show-more'
import { mostPinned, type usePins } from './use-pins'
import type { useRowKeys } from './use-row-keys'

interface PickerListsProps {
  answer: InstitutionAnswer
  pins: ReturnType<typeof usePins>
  /** There are enough institutions for pins, and for sections of their own, to be of help. */
  isLong: boolean
  rows: ReturnType<typeof useRowKeys>
  /** The list of all or of what was found. */
  listRef: RefObject<HTMLUListElement | null>
  /** What stands in the field. */
  wanted: string
  pageSize: number
  isLoadingMore: boolean
  onShowMore: () => void
}

/** Pinned, recent and all institutions; while somebody searches, one list of what was found. */
export function PickerLists({
  answer,
  pins,
  isLong,
  rows,
  listRef,
  wanted,
  pageSize,
  isLoadingMore,
  onShowMore,
}: PickerListsProps) {
  const { query, institutions, total, everything } = answer
  const { pinned, recent } = isLong && query === '' ? pins : { pinned: [], recent: [] }
  const pinnedIds = isLong && pins.isKnown ? pins.pinnedIds : null
  const repeatedInAll = useMemo(() => everything && findRepeatedNames(everything), [everything])
  const repeatedNames = repeatedInAll ?? findRepeatedNames(institutions, pinned, recent)
  const look = { query, repeatedNames, pinnedIds }
  const hasSections = pinned.length + recent.length > 0
  return (
    <>
      {institutions.length > 0 ? (
        <div {...rows} className="flex flex-col gap-5">
          {pinned.length > 0 ? (
            <InstitutionList title="Pinned" institutions={pinned} {...look} />
          ) : null}
          {recent.length > 0 ? (
            <InstitutionList title="Recent" institutions={recent} {...look} />
          ) : null}
          <div>
            <InstitutionList
              ref={listRef}
              institutions={institutions}
              {...(hasSections && { title: 'All institutions' })}
              {...look}
            />
            <ShowMore
              query={query}
              shown={institutions.length}
              total={total}
              pageSize={pageSize}
              isLoading={isLoadingMore}
              onShowMore={onShowMore}
            />
          </div>
          <ListAge query={wanted} />
        </div>
      ) : null}
      {pinnedIds ? (
        <>
          <PinForm query={query} onSubmit={pins.submitPin} />
          <PinStatus message={pins.message} isFull={pins.pinned.length >= mostPinned} />
        </>
      ) : null}
    </>
  )
}
