const part = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g

/**
 * Whether an object of this JSON, which parses, has a name twice. One reader takes the first value,
 * another the last: what one of them checked is not what the other does.
 *
 * @see RFC 7493 §2.3
 */
export function hasRepeatedName(json: string): boolean {
  const open: Set<unknown>[] = []
  let text = ''
  for (const [found] of json.matchAll(part)) {
    if (found === '{' || found === '[') open.push(new Set())
    else if (found === '}' || found === ']') open.pop()
    else if (found !== ':') text = found
    else {
      // Spelled with escapes it is the same name.
      const name: unknown = JSON.parse(text)
      if (open.at(-1)?.has(name)) return true
      open.at(-1)?.add(name)
    }
  }
  return false
}
