'use client'

import { formatMoment } from './format-moment'
import { useNow } from './use-now'

const aDay = 86_400_000

interface LocalTimeProps {
  iso: string
  /** The time of day alone, for a moment that is near. */
  short?: boolean
}

/**
 * A moment in the person's own time zone, named; without JavaScript it stays in UTC.
 * The date is left out when it is today, the year when it is this one.
 */
export function LocalTime({ iso, short = false }: LocalTimeProps) {
  const now = useNow(aDay)
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return <>unknown</>
  const isLocal = now !== null
  const isToday = isLocal && date.toDateString() === new Date().toDateString()
  return (
    <time dateTime={iso}>
      {formatMoment(date, {
        timeZone: isLocal ? undefined : 'UTC',
        withDate: !short && !isToday,
        withYear: !short && date.getFullYear() !== new Date().getFullYear(),
        withZone: !short || !isLocal,
      })}
    </time>
  )
}
