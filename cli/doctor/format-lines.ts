import type { CheckLine } from './check-line'

const marks = { ok: 'ok', warning: 'warning', failure: 'failure' } as const
const colors = { ok: 32, warning: 33, failure: 31 } as const

/** The findings for a person: a word for each, its advice below it. */
export function formatLines(lines: readonly CheckLine[], { color }: { color: boolean }): string {
  const mark = (status: CheckLine['status']) => {
    const word = marks[status].padEnd(9)
    return color ? `\u001b[${colors[status]}m${word}\u001b[0m` : word
  }
  const text = lines.map(({ name, status, message, advice }) => {
    const finding = `${mark(status)}${name}: ${message}\n`
    return advice === undefined ? finding : `${finding}${' '.repeat(9)}→ ${advice}\n`
  })
  const count = (status: CheckLine['status']) =>
    lines.filter((line) => line.status === status).length
  const [failures, warnings] = [count('failure'), count('warning')]
  return `${text.join('')}\n${count('ok')} ok, ${warnings} warning${warnings === 1 ? '' : 's'}, ${failures} failure${failures === 1 ? '' : 's'}\n`
}
