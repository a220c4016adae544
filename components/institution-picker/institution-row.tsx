import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { describePlace } from '@/components/institution/describe-place'
import { institutionHref } from '@/components/institution/institution-href'
import { HighlightedText } from '@/components/ui/highlighted-text'
import { InitialsTile } from '@/components/ui/initials-tile'
import type { Institution } from '@/lib/institutions/institution'
import { PinButton } from './pin-button'
import { useTargetPage } from './target-page'

interface InstitutionRowProps {
  institution: Institution
  query: string
  /** Another institution on the page has the same name. */
  showId: boolean
  /** Null where nothing can be pinned. */
  isPinned: boolean | null
}

/**
 * One institution to open. A plain link: it works before JavaScript, opens in a new tab when
 * asked to, and is never prefetched.
 */
export const InstitutionRow = memo(function InstitutionRow({
  institution,
  query,
  showId,
  isPinned,
}: InstitutionRowProps) {
  const { institutionId, name } = institution
  const targetPage = useTargetPage()
  const details = describeDetails(institution)
  const hasId = showId || details === ''
  return (
    <li className="lazy-row flex">
      <a
        href={institutionHref(institutionId, targetPage)}
        className="group flex min-h-14 min-w-0 grow items-center gap-3.5 px-4 py-2.5 no-underline transition-colors hover:bg-surface-hover focus-visible:rounded-card focus-visible:-outline-offset-2"
      >
        <InitialsTile id={institutionId} name={name} />
        <span className="min-w-0 grow">
          <span className="wrap-anywhere block font-medium leading-snug">
            <HighlightedText text={name} query={query} />
          </span>
          <span
            className={clsx(
              'wrap-anywhere block text-small text-text-muted tabular-nums',
              !hasId && 'text-balance',
            )}
          >
            <HighlightedText text={details} query={query} />
            {hasId && details ? <span className="max-sm:hidden"> · </span> : null}
            {hasId ? (
              <span className="inline-block max-sm:block">
                <HighlightedText text={`ID ${institutionId}`} query={query} />
              </span>
            ) : null}
          </span>
        </span>
        {isPinned === null ? (
          <ChevronRight
            aria-hidden="true"
            className="size-4.5 shrink-0 text-text-muted transition-transform group-hover:translate-x-0.5 print:hidden"
          />
        ) : null}
      </a>
      {isPinned === null ? null : (
        <PinButton institutionId={institutionId} name={name} isPinned={isPinned} />
      )}
    </li>
  )
})

function describeDetails(institution: Institution): string {
  const { routingNumber } = institution
  return [describePlace(institution), routingNumber ? `Routing ${routingNumber}` : '']
    .filter(Boolean)
    .join(' · ')
}
