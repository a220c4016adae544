import { parseReturnPath } from './return-path'

/** Stands for an institution while a path is judged. */
const root = '/i/x/'

/**
 * Judges a path that is to be opened inside an institution, whichever it will be: it must not lead out
 * of it, nor into another.
 *
 * @returns the normalised path without a slash before it, with its query; empty for the home; or null
 */
export function parsePathInside(value: string | null | undefined): string | null {
  if (value === null || value === undefined || hasDotSegment(value)) return null
  const path = parseReturnPath(root + value)
  if (path === null || !path.startsWith(root)) return null
  const inside = path.slice(root.length)
  return inside.startsWith('/') ? null : inside
}

/** Also behind an escaped slash, which some server may take for one. */
function hasDotSegment(value: string): boolean {
  let path = value.replace(/[?#].*$/s, '')
  for (let pass = 0; pass < 3; pass += 1) {
    if (path.split(/[/\\]/).some((segment) => segment === '..' || segment === '.')) return true
    try {
      path = decodeURIComponent(path)
    } catch {
      return false
    }
  }
  return false
}
