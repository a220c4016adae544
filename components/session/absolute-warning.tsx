'use client'

import { useRef } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { LocalTime } from './local-time'
import { describeLength } from './session-words'
import { SignInAgainLink } from './sign-in-again-link'
import { WarningDialog } from './warning-dialog'

interface AbsoluteWarningProps {
  absoluteHours: number
  /** ISO 8601; when the session ends. */
  expires: string
  signInAgainHref: string
  onDismiss: () => void
}

/** The session ends whatever the person does: a new one may begin now, at a moment they choose. */
export function AbsoluteWarning({
  absoluteHours,
  expires,
  signInAgainHref,
  onDismiss,
}: AbsoluteWarningProps) {
  const dismissRef = useRef<HTMLButtonElement>(null)
  return (
    <WarningDialog
      title="Your session is about to end"
      describedBy="session-warning-text session-warning-loss"
      focusRef={dismissRef}
      onEscape={onDismiss}
    >
      <p id="session-warning-text" className="mt-2">
        Your {describeLength(absoluteHours)} session ends at <LocalTime iso={expires} short />. Sign
        in again now, and you'll come back to this page.
      </p>
      <p id="session-warning-loss" className="mt-2 text-text-muted">
        Anything you haven't saved in this tab will be lost.
      </p>
      <div className="mt-5 flex flex-wrap gap-3">
        <SignInAgainLink href={signInAgainHref} className={buttonClass({ variant: 'primary' })}>
          Sign in again now
        </SignInAgainLink>
        <Button ref={dismissRef} variant="quiet" onClick={onDismiss}>
          Not now
        </Button>
      </div>
    </WarningDialog>
  )
}
