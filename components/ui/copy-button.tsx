'use client'

import clsx from 'clsx'
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { buttonClass } from './button'

interface CopyButtonProps {
  value: string
  /** Completes "Copy …", for example "user id". */
  what: string
  /** An icon alone, for the end of a row. */
  compact?: boolean
}

/** Copies one value and says so, to the eye and to a screen reader. */
export function CopyButton({ value, what, compact = false }: CopyButtonProps) {
  const [attempt, setAttempt] = useState<{ of: string; outcome: 'copied' | 'failed' } | null>(null)
  const outcome = attempt?.of === value ? attempt.outcome : null

  useEffect(() => {
    if (attempt === null) return
    const timer = setTimeout(() => setAttempt(null), 4000)
    return () => clearTimeout(timer)
  }, [attempt])

  async function copy() {
    // Missing on plain-http hosts other than localhost, and refused by some policies.
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    )
    setAttempt({ of: value, outcome: done ? 'copied' : 'failed' })
  }

  const Icon = outcome === 'copied' ? Check : Copy
  const message =
    outcome === 'copied' ? `Copied ${what}.` : outcome === 'failed' ? `Couldn't copy ${what}.` : ''

  return (
    <>
      <button
        type="button"
        onClick={copy}
        aria-label={compact ? `Copy ${what}` : undefined}
        title={compact ? `Copy ${what}` : undefined}
        className={clsx(
          compact
            ? '-my-1 inline-flex size-8 shrink-0 cursor-pointer items-center justify-center rounded-control text-text-muted transition-colors hover:bg-surface-hover hover:text-text print:hidden'
            : buttonClass(),
        )}
      >
        <Icon
          aria-hidden="true"
          className={clsx('size-4', outcome === 'copied' && 'text-success')}
        />
        {compact ? null : `Copy ${what}`}
      </button>
      <span role="status" className={clsx(compact ? 'sr-only' : 'self-center text-small')}>
        {message}
      </span>
    </>
  )
}
