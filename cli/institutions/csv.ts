/** One record of a CSV file: its fields, and the line it begins on. */
export interface CsvRecord {
  readonly line: number
  readonly fields: readonly string[]
  /** A quoted field that is not closed, or goes on after its closing quote. */
  readonly broken: boolean
}

interface Field {
  readonly value: string
  /** Where its separator is, or the end of the text. */
  readonly end: number
  readonly broken: boolean
}

/**
 * Reads CSV: commas, fields in double quotes that may hold commas, line breaks and doubled quotes,
 * lines that end with CRLF or LF. Empty lines are left out.
 *
 * @see RFC 4180
 */
export function* parseCsv(text: string): Generator<CsvRecord> {
  let [at, line] = [0, 1]
  while (at < text.length) {
    const start = at
    const fields: string[] = []
    let broken = false
    for (;;) {
      const field = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at)
      fields.push(field.value)
      broken ||= field.broken
      at = field.end
      if (text[at] !== ',') break
      at += 1
    }
    at += text.startsWith('\r\n', at) ? 2 : 1
    if (fields.length > 1 || fields[0] !== '') yield { line, fields, broken }
    line += text.slice(start, at).match(/\r\n|\n|\r/g)?.length ?? 0
  }
}

function readPlain(text: string, start: number): Field {
  const end = findSeparator(text, start)
  return { value: text.slice(start, end), end, broken: false }
}

function readQuoted(text: string, start: number): Field {
  let value = ''
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) return { value: value + text.slice(from), end: text.length, broken: true }
    value += text.slice(from, quote)
    from = quote + 1
    if (text[from] !== '"') break
    value += '"'
    from += 1
  }
  const end = findSeparator(text, from)
  return { value, end, broken: end > from }
}

function findSeparator(text: string, start: number): number {
  let at = start
  while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}
