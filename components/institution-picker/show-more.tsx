import { buttonClass } from '@/components/ui/button'
import { ShownCount } from '@/components/ui/shown-count'
import { pickerHref } from './picker-href'
import { useTargetPage } from './target-page'

interface ShowMoreProps {
  query: string
  shown: number
  total: number
  pageSize: number
  isLoading: boolean
  onShowMore: () => void
}

/** How much of the list is on the page, and the next part of it. A link, so it works without JavaScript. */
export function ShowMore({ query, shown, total, pageSize, isLoading, onShowMore }: ShowMoreProps) {
  const next = useTargetPage()
  if (shown >= total) return null
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
      <ShownCount shown={shown} total={total} />
      <a
        href={pickerHref({ query, next, limit: shown + pageSize })}
        aria-disabled={isLoading || undefined}
        onClick={(event) => {
          event.preventDefault()
          if (!isLoading) onShowMore()
        }}
        className={buttonClass()}
      >
        {isLoading ? 'Loading…' : `Show ${Math.min(pageSize, total - shown)} more`}
      </a>
    </div>
  )
}
