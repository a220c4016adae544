'use client'

import { useEffect } from 'react'
import { useTargetPage } from './target-page'

interface LateListProps {
  query: string
  /** How many institutions there are in all, once that is known. */
  total: number | undefined
}

/**
 * For a list that was not there when the page was sent. With one institution, or none, the server
 * has another page to show than this; without JavaScript the person asks for one that waits.
 */
export function LateList({ query, total }: LateListProps) {
  const next = useTargetPage()
  const waitHref = `/institutions?${new URLSearchParams({ wait: '1', ...(next && { next }) })}`
  const href = query === '' ? waitHref : `${waitHref}&${new URLSearchParams({ q: query })}`

  useEffect(() => {
    const isEnough = new URLSearchParams(window.location.search).has('stay') ? 1 : 2
    if (total !== undefined && total < isEnough) window.location.replace(waitHref)
  }, [total, waitHref])

  return (
    <noscript>
      <a href={href} className="inline-link">
        Show the list
      </a>
    </noscript>
  )
}
