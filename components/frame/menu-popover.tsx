'use client'

import type { FocusEvent, ReactNode } from 'react'

/** What opens under a menu's button. It closes when the focus goes on to the page behind it. */
export function MenuPopover({ id, children }: { id: string; children: ReactNode }) {
  function closeWhenLeft({ currentTarget, relatedTarget }: FocusEvent<HTMLDivElement>) {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) currentTarget.hidePopover()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus has left
    <div
      id={id}
      popover="auto"
      onBlur={closeWhenLeft}
      className="popover-menu w-menu rounded-card border border-border bg-surface-raised p-1.5 text-text shadow-popover"
    >
      {children}
    </div>
  )
}
