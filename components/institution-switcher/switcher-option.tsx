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
      className="switcher-option lazy-row grid min-h-11 grid-cols-[auto_1fr_auto] content-center items-center gap-x-3 rounded-control px-2.5 py-1.5 no-underline"
    >
      <span className="row-span-2">
        <InitialsTile id={institutionId} name={name} size="small" />
      </span>
      <span className="wrap-anywhere min-w-0 font-medium text-small leading-snug">
        <HighlightedText text={name} query={query} />
      </span>
      <span className="wrap-anywhere col-span-2 col-start-2 min-w-0 text-caption text-text-muted">
        <HighlightedText text={place} query={query} />
        {item.showId && place ? ' · ' : null}
        {item.showId ? (
          <span className="inline-block">
            <HighlightedText text={`ID ${institutionId}`} query={query} />
          </span>
        ) : null}
      </span>
      {isCurrent ? (
        <span className="col-start-3 row-start-1">
          <Badge tone="accent">Current</Badge>
        </span>
      ) : null}
    </Combobox.Item>
  )
})
