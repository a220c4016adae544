'use client'

import { Combobox } from '@base-ui/react/combobox'
import type { BaseUIEvent } from '@base-ui/react/types'
import { Search } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useSettled } from '@/components/institution-search/use-settled'
import { QueryProvider } from '@/components/session/query-provider'
import { SwitcherOption } from './switcher-option'
import { describeSwitcherStatus } from './switcher-status'
import { type SwitcherSection, useSwitcherSections } from './use-switcher-sections'

export interface SwitcherPopupProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  triggerRef: RefObject<HTMLElement | null>
  /** The institution of the page's path. */
  currentId: string | null
}

/** The list that opens under the switcher; its code and its data come when somebody is about to use it. */
export function SwitcherPopup(props: SwitcherPopupProps) {
  return (
    <QueryProvider>
      <Switcher {...props} />
    </QueryProvider>
  )
}

/** The same over a query cache of the caller's. */
export function Switcher({ isOpen, onOpenChange, triggerRef, currentId }: SwitcherPopupProps) {
  const [text, setText] = useState('')
  const [opensWhenFound, setOpensWhenFound] = useState(false)
  const listRef = useRef<HTMLDivElement>(null)
  const allRef = useRef<HTMLAnchorElement>(null)
  const { sections, search } = useSwitcherSections({ text, isUrgent: opensWhenFound, isOpen })
  const { isCurrent, wanted } = search
  const status = describeSwitcherStatus(search)
  // For the eye it is always up to date; it is spoken once typing has stopped.
  const isOfOldSearch = search.answer !== null && !isCurrent && !search.isOffline && !search.problem
  const spokenStatus = useSettled(isOfOldSearch ? '' : status, 500, wanted)

  useEffect(() => {
    if (!opensWhenFound || !isCurrent) return
    setOpensWhenFound(false)
    findOptions(listRef.current)[0]?.click()
  }, [opensWhenFound, isCurrent])

  function changeText(next: string) {
    setOpensWhenFound(false)
    setText(next)
  }

  /** The combobox sees the key after this, unless it is told not to. */
  function answerKey(event: BaseUIEvent<KeyboardEvent>) {
    if (event.key === 'Tab' && !event.shiftKey) {
      // The combobox would keep it.
      event.preventBaseUIHandler()
      event.preventDefault()
      allRef.current?.focus()
      return
    }
    if (event.key !== 'Enter') return
    const highlighted = listRef.current?.querySelector<HTMLAnchorElement>('[data-highlighted]')
    if (event.ctrlKey || event.metaKey) {
      event.preventBaseUIHandler()
      if (highlighted) window.open(highlighted.href, '_blank', 'noopener')
    } else if (wanted !== '' && !isCurrent) {
      // What is listed answers an older question.
      event.preventBaseUIHandler()
      setOpensWhenFound(true)
    } else if (!highlighted) {
      // It would close the list.
      event.preventBaseUIHandler()
    }
  }

  return (
    <Combobox.Root
      open={isOpen}
      onOpenChange={(next, { event }) => {
        // The trigger answers its own click.
        if (!next && event.target instanceof Node && triggerRef.current?.contains(event.target))
          return
        onOpenChange(next)
      }}
      onOpenChangeComplete={(next) => {
        if (!next) changeText('')
      }}
      items={sections}
      filter={null}
      value={null}
      inputValue={text}
      onInputValueChange={(next, { reason }) => {
        if (reason === 'input-change') changeText(next)
      }}
      itemToStringLabel={({ institution }: SwitcherSection['items'][number]) => institution.name}
      autoHighlight
    >
      <Combobox.Portal>
        <Combobox.Positioner
          anchor={triggerRef}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="z-30"
        >
          <Combobox.Popup
            aria-label="Switch institution"
            finalFocus={triggerRef}
            className="flex max-h-[min(var(--spacing-popup-height),var(--available-height))] w-popup flex-col overflow-hidden rounded-card border border-border bg-surface-raised text-text shadow-popover print:hidden"
          >
            <div className="relative border-border border-b p-2">
              <Search
                aria-hidden="true"
                className="pointer-events-none absolute inset-y-0 start-5 my-auto size-4 text-text-muted"
              />
              <Combobox.Input
                aria-label="Search institutions"
                placeholder="Name, city, ID or routing number"
                spellCheck={false}
                autoCapitalize="none"
                onKeyDown={answerKey}
                className="min-h-10 w-full rounded-control border border-border-control bg-surface-raised text-ellipsis ps-9 pe-3 placeholder:text-text-muted"
              />
            </div>
            <p
              aria-hidden="true"
              className="px-4 pt-2 text-caption text-text-muted tabular-nums empty:hidden"
            >
              {status}
            </p>
            <Combobox.Status className="sr-only">{spokenStatus}</Combobox.Status>
            <Combobox.List
              ref={listRef}
              aria-label="Institutions"
              className="mask-b-from-[calc(100%-1rem)] min-h-0 grow scroll-pt-2 scroll-pb-4 overflow-y-auto overscroll-contain p-1.5 pb-3 empty:pt-0 empty:pb-2"
            >
              {({ value, items }: SwitcherSection) => (
                <Combobox.Group key={value} items={items} className="pb-1">
                  {value === '' ? null : (
                    <Combobox.GroupLabel className="px-2.5 py-1 font-semibold text-caption text-text-muted">
                      {value}
                    </Combobox.GroupLabel>
                  )}
                  <Combobox.Collection>
                    {(item: SwitcherSection['items'][number]) => (
                      <SwitcherOption
                        key={item.key}
                        item={item}
                        query={search.answer?.query ?? ''}
                        isCurrent={item.institution.institutionId === currentId}
                      />
                    )}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
            <a
              ref={allRef}
              href="/institutions"
              className="inline-flex min-h-10 items-center border-border border-t px-4 font-medium text-link text-small hover:bg-surface-hover focus-visible:-outline-offset-2"
            >
              All institutions
            </a>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

function findOptions(list: Element | null): HTMLAnchorElement[] {
  return [...(list?.querySelectorAll<HTMLAnchorElement>('a') ?? [])]
}
