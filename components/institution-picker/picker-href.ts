/** At most what the list API answers at once; beyond it a search is the quicker way. */
const largestLimit = 200

/** The picker with a search and, for browsers without JavaScript, a number of rows. */
export function pickerHref({ query, limit }: { query: string; limit?: number }): string {
  const search = new URLSearchParams()
  if (query !== '') search.set('q', query)
  if (limit !== undefined) search.set('limit', String(Math.min(limit, largestLimit)))
  const text = search.toString()
  return text === '' ? '/institutions' : `/institutions?${text}`
}
