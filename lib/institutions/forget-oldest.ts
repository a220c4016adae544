import 'server-only'

/** Institutions remembered for all people together; ten thousand take about nine megabytes. */
const mostRemembered = 300_000

/**
 * Drops what was remembered first until the rest has few enough institutions; the newest stays.
 *
 * @param rowsOf how many institutions one of them holds
 */
export function forgetOldest<List>(
  remembered: Map<string, List>,
  rowsOf: (list: List) => number,
): void {
  // A person without any takes room too.
  const weigh = (list: List) => rowsOf(list) + 1
  let rows = 0
  for (const list of remembered.values()) rows += weigh(list)
  for (const [oldest, list] of remembered) {
    if (rows <= mostRemembered || remembered.size === 1) break
    remembered.delete(oldest)
    rows -= weigh(list)
  }
}
