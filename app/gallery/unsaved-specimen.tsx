'use client'

import { useState } from 'react'
import { LeaveDialog } from '@/components/unsaved-changes/leave-dialog'
import { UnsavedChanges } from '@/components/unsaved-changes/unsaved-changes'

/** A form as a page of yours may have one: type, and then try to leave. */
export function UnsavedSpecimen() {
  const [text, setText] = useState('')
  return (
    <form method="get" action="/gallery" className="flex max-w-md flex-col gap-2">
      <UnsavedChanges isDirty={text !== ''} at="Cedar Valley Federal Credit Union" />
      <label htmlFor="unsaved-note" className="font-medium text-small">
        Note
      </label>
      <input
        id="unsaved-note"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        className="min-h-11 rounded-control border border-border-control bg-surface-raised px-3"
      />
      <p className="text-small text-text-muted">
        Type something, then{' '}
        <a href="/gallery" className="inline-link">
          leave this page
        </a>
        .
      </p>
    </form>
  )
}

/** The question itself. */
export function LeaveDialogSpecimen() {
  return <LeaveDialog at="Cedar Valley Federal Credit Union" onStay={ignore} onLeave={ignore} />
}

function ignore() {}
