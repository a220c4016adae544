/** When a request was made and answered by our clock, and what the server's clock said of it. */
export interface AnswerTimes {
  readonly askedAt: number
  readonly answeredAt: number
  /** The `Date` header: the server's clock, in whole seconds. */
  readonly date: string | null
}

/** The server's clock, as well as a browser can know it. */
export interface ServerClock {
  /** Milliseconds since 1970. */
  now(): number
  learn(times: AnswerTimes): void
}

/**
 * Keeps the distance between our clock and the server's: ours may be wrong by hours, and the limits
 * of a session are moments of the server's.
 *
 * @param serverTime when the server rendered the page
 * @param receivedAt when the page arrived, by our clock
 */
export function createServerClock(serverTime: number, receivedAt = findPageArrival()): ServerClock {
  let offset = serverTime - receivedAt
  return {
    now: () => Date.now() + offset,
    learn({ askedAt, answeredAt, date }) {
      const second = Date.parse(date ?? '')
      // The header was true at some time in between; only what contradicts it is corrected.
      const least = second - answeredAt
      const most = second + 999 - askedAt
      if (least <= most) offset = Math.min(Math.max(offset, least), most)
    },
  }
}

/** Later than this the page cannot have been rendered; hydration may come seconds after. */
function findPageArrival(): number {
  const [page] = globalThis.performance.getEntriesByType?.('navigation') ?? []
  const arrivedAfter = (page as PerformanceNavigationTiming | undefined)?.responseStart
  return arrivedAfter ? globalThis.performance.timeOrigin + arrivedAfter : Date.now()
}
