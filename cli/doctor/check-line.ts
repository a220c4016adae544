/** One finding: what was looked at, how it is, and what to do about it. */
export interface CheckLine {
  readonly name: string
  readonly status: 'ok' | 'skipped' | 'warning' | 'failure'
  readonly message: string
  readonly advice?: string
}

/** All is well. */
export function ok(name: string, message: string): CheckLine {
  return { name, status: 'ok', message: plain(message) }
}

/** Works, but somebody should know. */
export function warning(name: string, message: string, advice: string): CheckLine {
  return { name, status: 'warning', message: plain(message), advice: plain(advice) }
}

/** Will not work. */
export function failure(name: string, message: string, advice: string): CheckLine {
  return { name, status: 'failure', message: plain(message), advice: plain(advice) }
}

/** Was not looked at, which says nothing about it. */
export function skipped(name: string, message: string): CheckLine {
  return { name, status: 'skipped', message: plain(message) }
}

const [leftOutName, notChecked] = ['left out', ': not checked']

/** Checks that could not be made, for what another one found. */
export function leftOut(names: readonly string[]): CheckLine {
  const advice = 'Fix the failures above, then run doctor again.'
  return { ...skipped(leftOutName, `${names.join(', ')}${notChecked}`), advice }
}

/** Puts all that was left out into one line, below the rest. */
export function joinLeftOut(lines: readonly CheckLine[]): CheckLine[] {
  const left = lines.filter(({ name }) => name === leftOutName)
  if (left.length === 0) return [...lines]
  const names = left.map(({ message }) => message.slice(0, -notChecked.length))
  return [...lines.filter(({ name }) => name !== leftOutName), leftOut(names)]
}

/** Text from outside without what would steer a terminal, and no longer than a line or three. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, 1_000)
}
