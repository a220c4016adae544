import 'server-only'
import { NextResponse } from 'next/server'

/**
 * A 303 from a route handler: the browser goes on with GET, whatever it came with. The target is
 * given as a path and stays one, so that no proxy's host name gets into it.
 *
 * @see RFC 9700 §4.12
 */
export function seeOther(location: string): NextResponse {
  return new NextResponse(null, { status: 303, headers: { location } })
}

/** A path with query parameters; absent ones are left out. */
export function withQuery(path: string, query: Record<string, string | null | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value)
  return search.size === 0 ? path : `${path}?${search}`
}
