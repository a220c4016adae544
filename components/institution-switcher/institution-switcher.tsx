'use client'

import { ChevronsUpDown } from 'lucide-react'
import {
  type ComponentType,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import { rememberSeenInstitution } from '@/components/institution/seen-institutions'
import { onSwitchShortcut } from '@/components/institution/switch-shortcut'
import type { SwitcherPopupProps } from './switcher-popup'

interface InstitutionSwitcherProps {
  /** Where the person works; null on pages that belong to no institution. */
  current: { institutionId: string; name: string } | null
  /** What the trigger shows. */
  children: ReactNode
}

/**
 * Says where the person works, and opens the list of other institutions. Until its code is here, and
 * without JavaScript, it is a link to the page with the whole list.
 */
export function InstitutionSwitcher({ current, children }: InstitutionSwitcherProps) {
  const triggerRef = useRef<HTMLAnchorElement>(null)
  const [Popup, setPopup] = useState<ComponentType<SwitcherPopupProps> | null>(null)
  const [isAwake, setAwake] = useState(false)
  const [isOpen, setOpen] = useState(false)

  const load = useCallback(() => {
    // Should it not come, the next wish asks for it again.
    import('./switcher-popup').then(
      ({ SwitcherPopup }) => setPopup(() => SwitcherPopup),
      () => setOpen(false),
    )
  }, [])
  const open = useCallback(() => {
    load()
    setOpen(true)
  }, [load])

  useEffect(() => setAwake(true), [])
  useEffect(() => onSwitchShortcut(open), [open])
  useEffect(() => {
    if (current) rememberSeenInstitution(current.institutionId, current.name)
  }, [current])

  function answerClick(event: MouseEvent) {
    // With a modifier it stays a link, which opens the list in a new tab.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (isOpen) setOpen(false)
    else open()
  }

  function answerKey(event: KeyboardEvent) {
    if (event.key !== ' ' && event.key !== 'ArrowDown') return
    event.preventDefault()
    open()
  }

  return (
    <>
      <a
        ref={triggerRef}
        href="/institutions"
        title={`${current ? 'Switch' : 'Choose'} institution (Ctrl+K)`}
        {...(isAwake && {
          role: 'button',
          'aria-haspopup': 'dialog' as const,
          'aria-expanded': isOpen,
        })}
        onClick={answerClick}
        onKeyDown={answerKey}
        onPointerEnter={load}
        onFocus={load}
        className="flex min-h-9 min-w-0 cursor-pointer items-center gap-2 rounded-control border border-on-header-muted/60 ps-1.5 pe-2 no-underline transition-colors hover:bg-header-raised aria-expanded:bg-header-raised sm:gap-2.5 print:border-0 print:ps-0"
      >
        <span className="sr-only">Institution: </span>
        {children}
        <ChevronsUpDown
          aria-hidden="true"
          className="size-4 shrink-0 text-on-header-muted print:hidden"
        />
      </a>
      {Popup ? (
        <Popup
          isOpen={isOpen}
          onOpenChange={setOpen}
          triggerRef={triggerRef}
          currentId={current?.institutionId ?? null}
        />
      ) : null}
    </>
  )
}
