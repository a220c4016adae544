'use client'

import clsx from 'clsx'
import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from 'react'

interface WarningDialogProps {
  title: string
  children: ReactNode
  /** Ids of the paragraphs that a screen reader reads when the dialog opens. */
  describedBy: string
  /** The control that has the focus first; pressing it by mistake does no harm. */
  focusRef: RefObject<HTMLElement | null>
  /** Escape: the same as the harmless control. */
  onEscape: () => void
  className?: string
}

/**
 * A question over the page. The native element keeps the focus inside, makes the page inert and
 * gives the focus back to where it was.
 */
export function WarningDialog({
  title,
  children,
  describedBy,
  focusRef,
  onEscape,
  className,
}: WarningDialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  // Layout effects end before the element goes: closing gives the focus back, removing does not.
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    focusRef.current?.focus()
    return () => dialog?.close()
  }, [focusRef])

  return (
    <dialog
      ref={ref}
      role="alertdialog"
      aria-labelledby={titleId}
      aria-describedby={describedBy}
      onCancel={(event) => {
        event.preventDefault()
        onEscape()
      }}
      // Browsers close on a second Escape whatever the page says.
      onClose={({ currentTarget }) => {
        if (!currentTarget.open) currentTarget.showModal()
      }}
      className={clsx(
        'warning-dialog m-auto w-dialog rounded-card border border-border bg-surface-raised p-6 text-text shadow-popover sm:p-7 print:hidden',
        className,
      )}
    >
      <h2 id={titleId} className="font-semibold text-title tracking-tight">
        {title}
      </h2>
      {children}
    </dialog>
  )
}
