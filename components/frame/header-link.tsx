import clsx from 'clsx'
import type { ReactNode } from 'react'

interface HeaderLinkProps {
  href: string
  /** The path of the page, as the browser asked for it. */
  path: string
  /** Pages below it belong to it, so it is marked there too. */
  hasPagesBelow?: boolean
  children: ReactNode
}

/** An entry of the navigation; that of the current page is marked by an underline and for screen readers. */
export function HeaderLink({ href, path, hasPagesBelow = false, children }: HeaderLinkProps) {
  const isPage = path === href
  const isCurrent = isPage || (hasPagesBelow && path.startsWith(`${href}/`))
  return (
    <a
      href={href}
      aria-current={isPage ? 'page' : isCurrent || undefined}
      className={clsx(
        'inline-flex min-h-9 items-center rounded-control px-3 font-medium text-small transition-colors hover:bg-header-raised',
        isCurrent
          ? 'text-on-header underline decoration-2 underline-offset-8'
          : 'text-on-header-muted hover:text-on-header',
      )}
    >
      {children}
    </a>
  )
}
