import clsx from 'clsx'
import type { ReactNode } from 'react'
import { CopyButton } from './copy-button'

/** Terms and their details, one pair to a row. */
export function DescriptionList({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-border">{children}</dl>
}

interface DescriptionRowProps {
  term: string
  children: ReactNode
  /** What a copy button beside the detail copies. */
  copyValue?: string
  /** For ids and codes. */
  mono?: boolean
}

/** One pair: the term on the left, or above on narrow screens. */
export function DescriptionRow({ term, children, copyValue, mono = false }: DescriptionRowProps) {
  return (
    <div className="grid gap-x-4 py-2 first:pt-0 last:pb-0 sm:grid-cols-[var(--spacing-term)_1fr]">
      <dt className="text-small text-text-muted leading-(--text-body--line-height)">{term}</dt>
      <dd className="flex min-w-0 items-start gap-1">
        <span
          className={clsx(
            'wrap-anywhere min-w-0',
            mono && 'font-mono text-small leading-(--text-body--line-height)',
          )}
        >
          {children}
        </span>
        {copyValue === undefined ? null : (
          <CopyButton value={copyValue} what={term.toLowerCase()} compact />
        )}
      </dd>
    </div>
  )
}
