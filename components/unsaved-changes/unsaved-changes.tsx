'use client'

import { type ComponentType, useEffect, useRef, useState } from 'react'
import { onForcedLeave } from '@/components/session/forced-leave'
import { findPlaceToLeaveFor } from './find-place-to-leave-for'
import type { LeaveDialogProps } from './leave-dialog'

interface UnsavedChangesProps {
  /** The form holds something that is not saved. */
  isDirty: boolean
  /** Where the changes were made, for example the institution's name. */
  at: string
}

/**
 * Stands in a form whose content must not be lost by a slip: every link of the page, the switcher's among
 * them, asks first, and closing the tab asks in the browser's own words. Saving the form does not.
 * Its dialog is loaded once there is something to lose.
 */
export function UnsavedChanges({ isDirty, at }: UnsavedChangesProps) {
  const placeRef = useRef<HTMLSpanElement>(null)
  const isLeaving = useRef(false)
  const [href, setHref] = useState<string | null>(null)
  const [Dialog, setDialog] = useState<ComponentType<LeaveDialogProps> | null>(null)

  useEffect(() => {
    if (!isDirty) return
    const ends = new AbortController()
    const { signal } = ends
    isLeaving.current = false
    // Should it not come, the browser asks in its own words.
    import('./leave-dialog').then(
      ({ LeaveDialog }) => setDialog(() => LeaveDialog),
      () => {},
    )
    function leave() {
      isLeaving.current = true
    }
    onForcedLeave(leave, signal)
    window.addEventListener(
      'submit',
      ({ target, defaultPrevented }) => {
        // A form that saves by script stays on the page, and may fail.
        const isMine = target === placeRef.current?.closest('form')
        if (isMine && !defaultPrevented) leave()
      },
      { signal },
    )
    window.addEventListener(
      'beforeunload',
      (event) => {
        if (!isLeaving.current) event.preventDefault()
      },
      { signal },
    )
    return () => ends.abort()
  }, [isDirty])

  useEffect(() => {
    if (!isDirty || Dialog === null) return
    function ask(event: MouseEvent) {
      const place = findPlaceToLeaveFor(event)
      if (place === null) return
      event.preventDefault()
      event.stopImmediatePropagation()
      setHref(place)
    }
    // Before any other listener, a router's too.
    window.addEventListener('click', ask, { capture: true })
    return () => window.removeEventListener('click', ask, { capture: true })
  }, [isDirty, Dialog])

  return (
    <span ref={placeRef} className="contents">
      {Dialog && href !== null ? (
        <Dialog
          at={at}
          onStay={() => setHref(null)}
          onLeave={() => {
            isLeaving.current = true
            window.location.assign(href)
          }}
        />
      ) : null}
    </span>
  )
}
