/** A time of day, "5:58 PM", with the date where one is asked for, and the zone where it is not the reader's own. */
export function formatMoment(
  date: Date,
  { timeZone, withDate = false, withYear = false, withZone = false }: MomentFormat,
): string {
  return new Intl.DateTimeFormat('en-US', {
    ...(withDate ? { month: 'short', day: 'numeric' } : {}),
    ...(withYear ? { year: 'numeric' } : {}),
    hour: 'numeric',
    minute: '2-digit',
    ...(withZone ? { timeZoneName: 'short' } : {}),
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(date)
}

interface MomentFormat {
  /** Left out: the zone of the machine that formats. */
  timeZone?: 'UTC' | undefined
  withDate?: boolean
  withYear?: boolean
  withZone?: boolean
}
