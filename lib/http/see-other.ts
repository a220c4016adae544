import 'server-only'
import { redirect } from 'next/navigation'
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

/**
 * A 303 from a page. `redirect()` answers 307 there and offers no choice, but carries its status in
 * the error it throws, so the status is changed on the way.
 */
export function redirectSeeOther(path: string): never {
  try {
    return redirect(path as Parameters<typeof redirect>[0])
  } catch (error) {
    const signal = error as { digest?: string }
    if (signal.digest) signal.digest = signal.digest.replace(/;307;$/, ';303;')
    throw error
  }
}

/** A path with query parameters; absent ones are left out. */
export function withQuery(path: string, query: Record<string, string | null | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value)
  return search.size === 0 ? path : `${path}?${search}`
}
