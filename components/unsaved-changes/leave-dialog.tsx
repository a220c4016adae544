'use client'

import { useRef } from 'react'
import { WarningDialog } from '@/components/session/warning-dialog'
import { Button } from '@/components/ui/button'

export interface LeaveDialogProps {
  /** Where the changes were made. */
  at: string
  onStay: () => void
  onLeave: () => void
}

/** Asks whether what is not saved may be lost. Escape stays. */
export function LeaveDialog({ at, onStay, onLeave }: LeaveDialogProps) {
  const stayRef = useRef<HTMLButtonElement>(null)
  return (
    <WarningDialog
      title="Leave without saving?"
      describedBy="leave-dialog-text"
      focusRef={stayRef}
      onEscape={onStay}
    >
      <p id="leave-dialog-text" className="mt-2">
        Your changes at <strong className="font-semibold">{at}</strong> will be lost.
      </p>
      <div className="mt-5 flex flex-wrap gap-3">
        <Button ref={stayRef} variant="primary" onClick={onStay}>
          Stay
        </Button>
        <Button variant="quiet" onClick={onLeave}>
          Leave
        </Button>
      </div>
    </WarningDialog>
  )
}
