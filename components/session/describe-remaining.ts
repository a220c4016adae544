/** "in about 12 minutes": whole minutes, and seconds only within the last one. */
export function describeRemaining(untilIso: string, now: number): string {
  const seconds = Math.max(0, Math.round((Date.parse(untilIso) - now) / 1000))
  if (Number.isNaN(seconds)) return 'at an unknown time'
  if (seconds === 0) return 'now'
  if (seconds < 60) return `in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
  const minutes = Math.round(seconds / 60)
  return `in about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
}
