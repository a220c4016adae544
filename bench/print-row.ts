/** One figure and, where there is one, its budget. */
export interface Row {
  readonly what: string
  readonly value: number
  readonly format: (value: number) => string
  readonly atMost?: number
  readonly atLeast?: number
}

/** Prints what was measured, the figure, the budget, and whether it is met. */
export function printRow({ what, value, format, atMost, atLeast }: Row): void {
  const budget = [
    atMost === undefined ? '' : `≤ ${format(atMost)}`,
    atLeast === undefined ? '' : `≥ ${format(atLeast)}`,
  ].join('')
  const met = value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity)
  const verdict = budget === '' ? '' : met ? 'met' : 'NOT MET'
  const columns = [what.padEnd(66), format(value).padStart(12), budget.padEnd(12), verdict]
  process.stdout.write(`${columns.join('  ').trimEnd()}\n`)
}

/** Says on standard error what takes time now. */
export function printProgress(what: string): void {
  process.stderr.write(`${what}…\n`)
}

export const inSeconds = (seconds: number) => `${seconds.toFixed(1)} s`
export const inMilliseconds = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`
export const inMicroseconds = (milliseconds: number) => `${(milliseconds * 1_000).toFixed(1)} µs`
export const inBytes = (bytes: number) => `${bytes} B`
export const inKilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`
export const inMegabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`
export const asRatio = (ratio: number) => `${ratio.toFixed(2)} ×`
export const perSecond = (count: number) => `${count.toFixed(0)}/s`
