/** One finding: what was looked at, how it is, and what to do about it. */
export interface CheckLine {
  readonly name: string
  readonly status: 'ok' | 'warning' | 'failure'
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

/** A check that could not be made. */
export function leftOut(names: readonly string[], reason: string): CheckLine {
  return warning('left out', `${names.join(', ')}: not checked`, `Mend ${reason} first.`)
}

/** Text from outside without what would steer a terminal, and no longer than a line or three. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, 1_000)
}
