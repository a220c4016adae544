/**
 * Keeps `?q=` in step with the search, so that Back from an institution restores it.
 * The entry is replaced, not pushed: a letter is not a step of history.
 */
export function replaceQueryInAddress(query: string) {
  const address = new URL(window.location.href)
  if ((address.searchParams.get('q') ?? '') !== query) {
    if (query === '') address.searchParams.delete('q')
    else address.searchParams.set('q', query)
    // A number of rows that was asked for without JavaScript belongs to the old search.
    address.searchParams.delete('limit')
  }
  // Asked for once; to reload the page is not to ask again.
  address.searchParams.delete('refresh')
  if (address.href !== window.location.href) window.history.replaceState(null, '', address)
}
