'use client'

import { Combobox } from '@base-ui/react/combobox'
import { usePathname } from 'next/navigation'
import { memo } from 'react'
import { describePlace } from '@/components/institution/describe-place'
import { Badge } from '@/components/ui/badge'
import { HighlightedText } from '@/components/ui/highlighted-text'
import { InitialsTile } from '@/components/ui/initials-tile'
import { switchHref } from './switch-href'
import type { SwitcherItem } from './use-switcher-sections'

interface SwitcherOptionProps {
  item: SwitcherItem
  query: string
  /** The page is at this institution. */
  isCurrent: boolean
}

/** One institution to switch to: a link, so that it loads a whole page and opens in a new tab when asked. */
export const SwitcherOption = memo(function SwitcherOption({
  item,
  query,
  isCurrent,
}: SwitcherOptionProps) {
  const { institutionId, name } = item.institution
  const pathname = usePathname() ?? '/'
  const place = describePlace(item.institution)
  return (
    <Combobox.Item
      value={item}
      render={<a href={switchHref(institutionId, pathname)} />}
      className="switcher-option lazy-row flex min-h-11 items-center gap-3 rounded-control px-2.5 py-1.5 no-underline"
    >
      <InitialsTile id={institutionId} name={name} size="small" />
      <span className="min-w-0 grow">
        <span className="wrap-anywhere block font-medium text-small leading-snug">
          <HighlightedText text={name} query={query} />
        </span>
        <span className="wrap-anywhere block text-caption text-text-muted">
          <HighlightedText text={place} query={query} />
          {item.showId && place ? ' · ' : null}
          {item.showId ? (
            <span className="inline-block">
              <HighlightedText text={`ID ${institutionId}`} query={query} />
            </span>
          ) : null}
        </span>
      </span>
      {isCurrent ? <Badge tone="accent">Current</Badge> : null}
    </Combobox.Item>
  )
})
