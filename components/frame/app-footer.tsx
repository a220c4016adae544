import clsx from 'clsx'
import { accessibilityHref, helpHref, productName } from '@/components/brand/brand'

/** Help in the same place on every page, errors included, and the build to quote. */
export function AppFooter({ buildId, width }: { buildId?: string | undefined; width?: string }) {
  return (
    <footer className="border-border border-t text-small text-text-muted">
      <div
        className={clsx(
          'mx-auto flex flex-wrap items-center gap-x-5 gap-y-1 px-gutter py-4',
          width,
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
        {buildId ? (
          <span className="tabular-nums sm:ms-auto">
            Build <span className="font-mono text-caption">{buildId}</span>
          </span>
        ) : null}
      </div>
    </footer>
  )
}
