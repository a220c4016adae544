/**
 * A dynamic segment of a page's path as the person meant it. Next.js hands pages their segments
 * still percent-encoded, unlike route handlers. A malformed one stays as it is: it names nothing.
 */
export function decodeSegment(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}
