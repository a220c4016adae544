'use client'

import { useEffect, useState } from 'react'
import { formatMoment } from '@/components/session/format-moment'
import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'
import { formatCount } from '@/components/ui/count'
import { pickerHref } from './picker-href'
import { useTargetPage } from './target-page'

/** Some institutions could not be had: how many are here, and the way to the others. */
export function PartialListNote({ loaded, query }: { loaded: number | null; query: string }) {
  const href = pickerHref({ query, next: useTargetPage(), refresh: true })
  return (
    <Alert
      tone="warning"
      title="Some institutions couldn't be loaded."
      actions={<ButtonLink href={href}>Load the rest</ButtonLink>}
    >
      {loaded === null ? null : `${formatCount(loaded)} loaded.`}
    </Alert>
  )
}

const freshMs = 5 * 60_000

/** Says how old the list is, once it has been on screen for a while. */
export function ListAge({ query }: { query: string }) {
  const next = useTargetPage()
  const [loadedAt, setLoadedAt] = useState<Date | null>(null)

  useEffect(() => {
    const now = new Date()
    const timer = setTimeout(() => setLoadedAt(now), freshMs)
    return () => clearTimeout(timer)
  }, [])

  if (loadedAt === null) return null
  return (
    <p className="text-small text-text-muted print:hidden">
      List last updated {formatMoment(loadedAt, {})}.{' '}
      <a
        href={pickerHref({ query, next, refresh: true })}
        className="inline-link inline-block min-h-6"
      >
        Refresh
      </a>
    </p>
  )
}
