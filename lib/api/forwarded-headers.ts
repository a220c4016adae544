/** What an upstream may learn from the browser's request. Cookies and `Authorization` never pass. */
const requestHeaders = [
  'accept',
  'accept-encoding',
  'accept-language',
  'content-encoding',
  'content-language',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'prefer',
  'range',
]

/**
 * What the browser may learn from the upstream's answer. `Set-Cookie`, CORS headers and hop-by-hop
 * headers never pass, nor does `Location`: it would name an address inside.
 */
const responseHeaders = [
  'accept-ranges',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
  'link',
  'preference-applied',
  'retry-after',
  'vary',
  'www-authenticate',
]

/** The headers of the call to the upstream, its bearer token among them. */
export function toUpstreamHeaders(
  headers: Headers,
  { accessToken, requestId }: { accessToken: string; requestId: string },
): Record<string, string> {
  return {
    ...pick(requestHeaders, (name) => headers.get(name)),
    authorization: `Bearer ${accessToken}`,
    'x-request-id': requestId,
  }
}

/**
 * The headers of the answer to the browser. The content comes from elsewhere, so it gets an origin
 * of its own should a browser ever show it as a page.
 */
export function toBrowserHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Headers {
  return new Headers({
    ...pick(responseHeaders, (name) => headers[name]?.toString()),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  })
}

function pick(
  names: readonly string[],
  read: (name: string) => string | null | undefined,
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = read(name)
      return value ? [[name, value]] : []
    }),
  )
}
