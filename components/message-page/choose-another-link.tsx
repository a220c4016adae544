'use client'

import { usePathname } from 'next/navigation'
import { ButtonLink } from '@/components/ui/button'

/** From an institution that does not open to the list, which then says why. */
export function ChooseAnotherLink() {
  const segment = /^\/i\/([^/]+)/.exec(usePathname() ?? '')?.[1]
  return (
    <ButtonLink
      variant="primary"
      // The segment is encoded already.
      href={segment === undefined ? '/institutions' : `/institutions?from=${segment}`}
    >
      Choose an institution
    </ButtonLink>
  )
}
