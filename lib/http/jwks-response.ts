import 'server-only'

/** Public keys as a set, a name for their content, and how long anyone may keep them. */
export interface PublishedKeySet {
  readonly jwks: object
  readonly etag: string
  readonly maxAgeSeconds: number
}

/**
 * A JWK Set, or 304 for who has it already. Anyone may keep it for as long as the rotation of keys
 * waits for.
 *
 * @see RFC 7517 §8.5, RFC 9110 §13.1.2
 */
export function jwksResponse(
  request: Request,
  { jwks, etag, maxAgeSeconds }: PublishedKeySet,
): Response {
  const tag = `"${etag}"`
  const headers = {
    'cache-control': `public, max-age=${maxAgeSeconds}`,
    'content-type': 'application/jwk-set+json',
    'x-content-type-options': 'nosniff',
    etag: tag,
  }
  const known = request.headers.get('if-none-match')?.split(',') ?? []
  return known.some((each) => ['*', tag].includes(each.trim().replace(/^W\//, '')))
    ? new Response(null, { status: 304, headers })
    : new Response(JSON.stringify(jwks), { headers })
}
