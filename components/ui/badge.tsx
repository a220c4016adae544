import clsx from 'clsx'
import type { ReactNode } from 'react'

const tones = {
  neutral: 'border-border bg-surface-sunken text-text-muted',
  accent: 'border-link/30 bg-accent-soft text-link',
  success: 'border-transparent bg-success-soft text-success',
  warning: 'border-transparent bg-warning-soft text-warning',
  danger: 'border-transparent bg-danger-soft text-danger',
} as const

/** A short word about the thing beside it. */
export function Badge({
  tone = 'neutral',
  children,
}: {
  tone?: keyof typeof tones
  children: ReactNode
}) {
  return (
    <span
      className={clsx(
        'inline-flex items-center rounded-tag border px-1.5 font-medium text-caption tabular-nums',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}
