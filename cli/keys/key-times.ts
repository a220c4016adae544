import { keyWaitSeconds } from '@/lib/external-applications/key-schedule'

/** A moment in seconds since 1970, as people in any time zone read it, to the minute. */
export function formatTime(seconds: number): string {
  const date = new Date(seconds * 1_000)
  if (Number.isNaN(date.getTime())) return 'a time that no calendar has'
  return `${date.toISOString().slice(0, -8).replace('T', ' ')} UTC`
}

/** The first full minute from a moment on, so that whoever comes then does not come too early. */
export function formatFrom(seconds: number): string {
  return formatTime(Math.ceil(seconds / 60) * 60)
}

/** When a key that began to wait has waited long enough; null when nobody knows since when. */
export function waitEnd(since: number | null): number | null {
  return since === null ? null : since + keyWaitSeconds
}

/** How long that is, in words. */
export const waitInWords = 'ten minutes'
