import 'server-only'
import { AppError } from '@/lib/errors'
import { type Upstream, upstreams } from './upstreams'

/**
 * Finds the upstream that a call may go to. The path arrives as it stands in the URL, still
 * percent-encoded; each segment is judged decoded and handed on encoded anew, so that no spelling
 * of `..` or `/` climbs out of the list.
 *
 * @returns the upstream, and the path that may be appended to its base
 * @throws AppError `upstream_not_found`
 */
export function matchUpstream(call: { upstream: string; method: string; encodedPath: string }): {
  upstream: Upstream
  path: string
} {
  const upstream = Object.hasOwn(upstreams, call.upstream) ? upstreams[call.upstream] : undefined
  const segments = call.encodedPath.split('/').map(decodeSegment)
  if (upstream === undefined || segments.some((segment) => segment === null)) throw notFound()
  const allowed = upstream.routes.some(
    ({ methods, path }) =>
      methods.some((method) => method === call.method) &&
      matches(path.split('/'), segments as string[]),
  )
  if (!allowed) throw notFound()
  return { upstream, path: (segments as string[]).map(encodeURIComponent).join('/') }
}

/** A segment decoded once, or null when an upstream could read it as more than one name. */
function decodeSegment(encoded: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(encoded)
  } catch {
    return null
  }
  return /^\.{0,2}$|[/\\%\p{Cc}]/u.test(decoded) ? null : decoded
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const open = pattern.at(-1) === '**'
  const fixed = open ? pattern.slice(0, -1) : pattern
  return (
    (open ? segments.length >= fixed.length : segments.length === fixed.length) &&
    fixed.every((expected, n) => expected === '*' || expected === segments[n])
  )
}

const notFound = () =>
  new AppError('upstream_not_found', 'the upstream, path or method is not on the list')
