/** At most what the list API answers at once; beyond it a search is the quicker way. */
const largestLimit = 200

interface PickerAddress {
  query: string
  /** The page that rows open in their institution. */
  next?: string
  /** Rows to show, for browsers without JavaScript. */
  limit?: number
  /** Whether the server has to ask for the list anew. */
  refresh?: boolean
}

/** The address of the picker in a certain state. */
export function pickerHref({ query, next, limit, refresh = false }: PickerAddress): string {
  const search = new URLSearchParams()
  if (query !== '') search.set('q', query)
  if (next) search.set('next', next)
  if (limit !== undefined) search.set('limit', String(Math.min(limit, largestLimit)))
  if (refresh) search.set('refresh', '1')
  const text = search.toString()
  return text === '' ? '/institutions' : `/institutions?${text}`
}
