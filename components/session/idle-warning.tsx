'use client'

import { useRef, useState } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { describeSpokenTime, describeTimeLeft } from './session-words'
import { WarningDialog } from './warning-dialog'

interface IdleWarningProps {
  secondsLeft: number
  /** Moves the idle limit; false when the server could not be reached. */
  onStay: () => Promise<boolean>
}

/** Nobody has done anything for a while: the way to stay, and the way out. */
export function IdleWarning({ secondsLeft, onStay }: IdleWarningProps) {
  const stayRef = useRef<HTMLButtonElement>(null)
  const [attempt, setAttempt] = useState<'none' | 'running' | 'failed'>('none')

  async function stay() {
    setAttempt('running')
    setAttempt((await onStay()) ? 'none' : 'failed')
  }

  const describe = (time: string) =>
    `For your security, we'll sign you out in ${time} because there has been no activity.`
  return (
    <WarningDialog
      title="You're about to be signed out"
      describedBy="session-warning-spoken session-warning-loss"
      focusRef={stayRef}
      onEscape={stay}
    >
      <p aria-hidden="true" className="mt-2 tabular-nums">
        {describe(describeTimeLeft(secondsLeft))}
      </p>
      <p id="session-warning-spoken" aria-live="assertive" className="sr-only">
        {describe(describeSpokenTime(secondsLeft))}
      </p>
      <p id="session-warning-loss" className="mt-2 text-text-muted">
        Anything you haven't saved in this tab will be lost.
      </p>
      <p role="alert" className="mt-3 text-danger empty:mt-0">
        {attempt === 'failed' &&
          "We couldn't reach the server. Check your connection and try again."}
      </p>
      <div className="mt-5 flex flex-wrap gap-3">
        <Button ref={stayRef} variant="primary" onClick={stay}>
          Stay signed in
        </Button>
        <form method="post" action="/api/oidc/logout">
          <button type="submit" className={buttonClass({ variant: 'quiet' })}>
            Sign out now
          </button>
        </form>
      </div>
    </WarningDialog>
  )
}
