'use client'

import { useNow } from './use-now'

const aDay = 86_400_000

/**
 * A moment in the person's own time zone, named; without JavaScript it stays in UTC.
 * The date is left out when it is today.
 */
export function LocalTime({ iso }: { iso: string }) {
  const now = useNow(aDay)
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return <>unknown</>
  return <time dateTime={iso}>{formatMoment(date, now === null ? 'UTC' : undefined)}</time>
}

function formatMoment(date: Date, timeZone: 'UTC' | undefined): string {
  const isToday = timeZone === undefined && date.toDateString() === new Date().toDateString()
  return new Intl.DateTimeFormat('en-US', {
    ...(isToday ? {} : { month: 'short', day: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(date)
}
