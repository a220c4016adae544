'use client'

import clsx from 'clsx'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { WarningDialog } from './warning-dialog'

interface SessionCoverProps {
  /** The server did not answer; else it is still being asked. */
  isUnreachable: boolean
  onTryAgain: () => void
}

/** Stands in for a page that is hidden until the server has said whether its session is still there. */
export function SessionCover({ isUnreachable, onTryAgain }: SessionCoverProps) {
  const retryRef = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // Before, the button was not in view and could not have the focus.
    if (isUnreachable) retryRef.current?.focus()
  }, [isUnreachable])
  return (
    <WarningDialog
      title={isUnreachable ? "We can't check your session right now" : 'Checking your session…'}
      describedBy="session-cover-text"
      focusRef={retryRef}
      onEscape={onTryAgain}
      // An answer usually comes before anybody wonders.
      className={clsx('session-cover', !isUnreachable && 'reveal-late')}
    >
      <p id="session-cover-text" role="status" className="mt-2 text-text-muted">
        {isUnreachable
          ? "We couldn't reach the server. Check your connection and try again. Your page comes back if your session is still there."
          : 'Your page comes back in a moment.'}
      </p>
      <div className="mt-5">
        <Button ref={retryRef} variant="primary" onClick={onTryAgain}>
          Try again
        </Button>
      </div>
    </WarningDialog>
  )
}
