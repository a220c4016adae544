import 'server-only'
import { getAuthContext } from '@/lib/auth/auth-context'

/** What a page needs to count down to a session's end: the limits in words, and our clock. */
export interface SessionLimitsView {
  idleMinutes: number
  absoluteHours: number
  /** Milliseconds since 1970, as the server sees it; a browser's clock may be wrong by hours. */
  serverTime: number
}

/** The configured limits and the server's time, for the page being rendered. */
export function describeLimits(): SessionLimitsView {
  const { config, now } = getAuthContext()
  return {
    idleMinutes: config.sessionIdleSeconds / 60,
    absoluteHours: config.sessionAbsoluteSeconds / 3_600,
    serverTime: now(),
  }
}
