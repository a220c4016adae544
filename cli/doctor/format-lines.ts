import type { CheckLine } from './check-line'

const colors = { ok: 32, skipped: 36, warning: 33, failure: 31 } as const
const indent = ' '.repeat(9)

/**
 * The findings for a person: a word for each, its advice below it.
 *
 * @param width where to break lines; null leaves them whole, for programs
 */
export function formatLines(
  lines: readonly CheckLine[],
  { color, width }: { color: boolean; width: number | null },
): string {
  const mark = (status: CheckLine['status']) => {
    const word = status.padEnd(indent.length)
    return color ? `\u001b[${colors[status]}m${word}\u001b[0m` : word
  }
  const room = width === null ? Infinity : width - indent.length
  const text = lines.map(({ name, status, message, advice }) => {
    const finding = `${mark(status)}${wrap(`${name}: ${message}`, room).join(`\n${indent}`)}\n`
    if (advice === undefined) return finding
    return `${finding}${indent}→ ${wrap(advice, room - 2).join(`\n${indent}  `)}\n`
  })
  return `${text.join('')}\n${wrap(summarize(lines), width ?? Infinity).join('\n')}\n`
}

function summarize(lines: readonly CheckLine[]): string {
  const count = (wanted: CheckLine['status']) =>
    lines.filter(({ status }) => status === wanted).length
  const counted = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
  const failed = lines.filter(({ status }) => status === 'failure').map(({ name }) => name)
  const names = failed.length > 0 ? `: ${[...new Set(failed)].join(', ')}` : ''
  return `${count('ok')} ok, ${count('skipped')} skipped, ${counted(count('warning'), 'warning')}, ${counted(failed.length, 'failure')}${names}`
}

/** Breaks at blanks alone, so that an address stays whole however long it is. */
function wrap(text: string, room: number): string[] {
  const [first = '', ...words] = text.split(' ')
  const rows = [first]
  for (const word of words) {
    const longer = `${rows.at(-1)} ${word}`
    if (longer.length > room) rows.push(word)
    else rows[rows.length - 1] = longer
  }
  return rows
}
