/** A session's two limits, in milliseconds since 1970 by the server's clock. */
export interface SessionTimes {
  /** The absolute limit. */
  readonly expires: number
  /** Where the session ends without activity; never later than `expires`. */
  readonly idleExpires: number
}

/** How long the two limits are, as configured. */
export interface SessionLengths {
  readonly idleMs: number
  readonly absoluteMs: number
}

/** What a page shows of its session's end at one moment. */
export interface SessionStage {
  readonly isOver: boolean
  /** The limit that a dialog warns of. */
  readonly dialog: 'idle' | 'absolute' | null
  readonly hasBanner: boolean
}

const minute = 60_000

/** What to show at `now`, a moment of the server's clock. */
export function findStage(times: SessionTimes, lengths: SessionLengths, now: number): SessionStage {
  const { expires, idleExpires } = times
  if (now >= idleExpires) return { isOver: true, dialog: null, hasBanner: false }
  const { idle, dialog, banner } = findLeadTimes(lengths)
  const left = expires - now
  return {
    isOver: false,
    // Activity cannot move an idle limit that the absolute one holds, so no dialog offers that.
    dialog:
      idleExpires < expires && idleExpires - now <= idle
        ? 'idle'
        : left <= dialog
          ? 'absolute'
          : null,
    hasBanner: left <= banner,
  }
}

/** Which of the two limits a session comes to first; the words of `/signed-out`. */
export function findLimitReason({ expires, idleExpires }: SessionTimes): 'idle' | 'max' {
  return idleExpires < expires ? 'idle' : 'max'
}

/** How long before an end each warning comes; limits too short for the usual times are halved. */
function findLeadTimes({ idleMs, absoluteMs }: SessionLengths) {
  const isShort = absoluteMs < 20 * minute
  return {
    idle: idleMs < 4 * minute ? idleMs / 2 : 2 * minute,
    banner: isShort ? absoluteMs / 2 : 10 * minute,
    dialog: isShort ? absoluteMs / 10 : 2 * minute,
  }
}
