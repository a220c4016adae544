import clsx from 'clsx'
import type { ReactNode } from 'react'
import { accessibilityHref, helpHref, productName } from '@/components/brand/brand'
import { frameWidth } from './frame-width'

interface AppFooterProps {
  /** Which build is running, to be quoted to support. */
  build?: string | undefined
  note?: ReactNode
}

/** Help in the same place on every page, errors included; a note stands at its end. */
export function AppFooter({ build, note }: AppFooterProps) {
  return (
    <footer className="border-border border-t text-small text-text-muted">
      <div
        className={clsx(
          'mx-auto flex flex-wrap items-center gap-x-5 gap-y-1 px-gutter py-4',
          frameWidth,
        )}
      >
        <span>{productName}</span>
        <ul className="flex flex-wrap gap-x-5 gap-y-1 print:hidden">
          <li>
            <a href={helpHref} className="inline-link inline-flex min-h-6 items-center">
              Get help
            </a>
          </li>
          <li>
            <a href={accessibilityHref} className="inline-link inline-flex min-h-6 items-center">
              Accessibility
            </a>
          </li>
        </ul>
        {build === undefined ? null : <span>Build {build}</span>}
        {note}
      </div>
    </footer>
  )
}
