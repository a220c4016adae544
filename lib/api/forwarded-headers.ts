/** What an upstream may learn from the browser's request. Cookies and `Authorization` never pass. */
const requestHeaders = [
  'accept',
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
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
  'preference-applied',
  'retry-after',
  'vary',
]

/** The headers of the call to the upstream, those that present its access token among them. */
export function toUpstreamHeaders(
  headers: Headers,
  { credentials, requestId }: { credentials: Record<string, string>; requestId: string },
): Record<string, string> {
  return {
    ...pick(requestHeaders, (name) => headers.get(name)),
    ...credentials,
    // Next.js takes `Content-Encoding` off the answers of route handlers: the browser would get bytes
    // of which nobody says that they are compressed.
    'accept-encoding': 'identity',
    'x-request-id': requestId,
  }
}

/**
 * The headers of the answer to the browser.
 *
 * @param requestableScope what the browser may have the flow ask for, where a scope was missing
 */
export function toBrowserHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  requestableScope: string | null = null,
): Headers {
  return new Headers({
    ...pick(responseHeaders, (name) => headers[name]?.toString()),
    // Another scheme would make the browser ask for a password in our name.
    ...pick(['www-authenticate'], (name) => {
      const challenge = headers[name]?.toString()
      return challenge && /^(bearer|dpop)\b/i.test(challenge) ? challenge : null
    }),
    ...(requestableScope !== null && { 'x-requestable-scope': requestableScope }),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
}

function pick(
  names: readonly string[],
  read: (name: string) => string | null | undefined,
): Record<string, string> {
  const picked: Record<string, string> = {}
  for (const name of names) {
    const value = read(name)
    if (value) picked[name] = value
  }
  return picked
}
