import type { SignedOutReason } from './leave-page'
import { findLimitReason, type SessionTimes } from './session-stage'

/** A sign-out that was begun, in this tab or in another. */
export interface AnnouncedSignOut {
  readonly reason: 'user' | 'other-tab'
  readonly at: number
}

/** An announcement older than this was of a sign-out that failed. */
const memoryMs = 60_000

/** Why a session that is gone is gone, as far as this page can tell. */
export function findEndReason({
  times,
  now,
  signOut,
}: {
  times: SessionTimes
  now: number
  signOut: AnnouncedSignOut | null
}): SignedOutReason {
  // Whoever comes back by the browser's Back signed out here, however long ago.
  if (signOut?.reason === 'user') return 'user'
  if (signOut && now - signOut.at < memoryMs) return signOut.reason
  // The server's clock is known to about a second.
  return now + 1_000 >= times.idleExpires ? findLimitReason(times) : 'revoked'
}
