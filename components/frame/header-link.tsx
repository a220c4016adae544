'use client'

import clsx from 'clsx'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** An entry of the navigation; the current page is marked by an underline and for screen readers. */
export function HeaderLink({ href, children }: { href: string; children: ReactNode }) {
  const isCurrent = usePathname() === href
  return (
    <a
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
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
