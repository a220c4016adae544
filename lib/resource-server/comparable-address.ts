import 'server-only'

const unreserved = /^[\w.~-]$/

/**
 * An address in the one spelling that equal addresses share, without query and fragment; null for
 * what is no address. User and password stay, so that an address with them equals none of ours.
 *
 * @see RFC 9449 §4.3 step 9, RFC 3986 §6.2.2 and §6.2.3
 */
export function toComparableAddress(address: unknown): string | null {
  if (typeof address !== 'string' || !URL.canParse(address)) return null
  const url = new URL(address)
  url.search = ''
  url.hash = ''
  // URL sees to the case of scheme and host, default ports and dots, but leaves escapes alone.
  return url.href.replace(/%[\da-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return unreserved.test(character) ? character : escaped.toUpperCase()
  })
}
