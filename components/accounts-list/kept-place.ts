/**
 * Notes how far the page is scrolled, for whoever comes back to this entry of the history. The page is
 * loaded anew then, and the browser looks for its place before there are rows.
 */
export function keepPlace(): void {
  window.history.replaceState({ ...window.history.state, accountsAt: window.scrollY }, '')
}

/** Goes where {@link keepPlace} was, once. */
export function returnToKeptPlace(): void {
  const { accountsAt, ...state } = window.history.state ?? {}
  if (typeof accountsAt !== 'number') return
  window.history.replaceState(state, '')
  window.scrollTo(0, accountsAt)
}
