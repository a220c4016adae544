/**
 * Where a request comes from, as far as its headers prove it.
 *
 * - `same-origin`: a page of this application
 * - `user`: typed, bookmarked, or a client that is no browser; nobody else's page is behind it
 * - `foreign`: another site, a sibling subdomain, or an origin that hides itself
 */
export type RequestOrigin = 'same-origin' | 'user' | 'foreign'

/**
 * Judges the source of a request by `Origin`, then `Sec-Fetch-Site`.
 *
 * Every browser in support sends `Sec-Fetch-Site` to an https or loopback origin. A request with
 * neither header was not sent by one on behalf of another page.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function requestOrigin(headers: Headers, appUrl: string): RequestOrigin {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (origin !== null && origin !== appUrl) return 'foreign'
  if (site !== null && site !== 'same-origin' && site !== 'none') return 'foreign'
  if (origin !== null || site === 'same-origin') return 'same-origin'
  return 'user'
}

/**
 * Whether a state-changing form post may be acted on: `Origin` must be there and be ours.
 *
 * Browsers add `Origin` to every POST, so its absence is no proof of innocence.
 */
export function isSameOriginPost(headers: Headers, appUrl: string): boolean {
  return headers.get('origin') === appUrl && requestOrigin(headers, appUrl) === 'same-origin'
}

/** Whether a browser or a router fetches this ahead of any wish of the person. */
export function isPrefetch(headers: Headers): boolean {
  const purpose = `${headers.get('sec-purpose') ?? ''} ${headers.get('purpose') ?? ''}`
  return (
    /prefetch|prerender|preview/i.test(purpose) ||
    headers.has('next-router-prefetch') ||
    headers.get('x-moz') === 'prefetch'
  )
}

/**
 * Whether this is a page load in a tab, not an image, a frame, a script's fetch or a prefetch.
 * Without fetch metadata it counts as one: {@link requestOrigin} says who such a client is.
 */
export function isTopLevelNavigation(headers: Headers): boolean {
  const destination = headers.get('sec-fetch-dest')
  return (
    !isPrefetch(headers) &&
    !headers.has('rsc') &&
    (destination === null || destination === 'document')
  )
}
