/** Counted percent-encoded: the path has to fit into the cookie of an attempt, sealed. */
const mostCharacters = 1_500

/**
 * Judges where a person may be sent after a flow: a path of this application or nothing.
 *
 * Browsers read `\` as `/`, drop tabs and line breaks inside URLs, and take `//host` for another
 * origin, so the check is made on what the WHATWG URL parser makes of the value, not on its look.
 * Paths under `/api/` are refused too: a return is to a page, never into another flow.
 *
 * @returns the normalised path with query and fragment, or null
 * @see RFC 9700 §4.11
 */
export function parseReturnPath(value: string | null | undefined): string | null {
  if (!value || value.length > mostCharacters || !value.startsWith('/')) return null
  if (hasControlOrBackslash(value)) return null
  let decoded = value
  for (let pass = 0; pass < 3; pass += 1) {
    try {
      decoded = decodeURIComponent(decoded)
    } catch {
      // Malformed as given is refused; malformed after decoding was text with a percent sign.
      if (pass === 0) return null
      break
    }
    if (hasControlOrBackslash(decoded) || /^\/{2}/.test(decoded)) return null
  }
  const base = 'https://app.invalid'
  const url = new URL(value, base)
  if (url.origin !== base || url.pathname.startsWith('//')) return null
  if (/^\/(api|_next)(\/|$)/i.test(decodeURIComponent(url.pathname))) return null
  const path = `${url.pathname}${url.search}${url.hash}`
  return path.length <= mostCharacters ? path : null
}

function hasControlOrBackslash(value: string): boolean {
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || character === '\\') return true
  }
  return false
}
