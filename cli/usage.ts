/** The last line of every help. */
export const inScripts = 'In scripts: npm run -s jhi -- …\n'

/**
 * How a command is written, out of its help: the line that begins with it and what goes on below
 * that, without the description, which is indented by eight.
 */
export function usageLine(usage: string, command: string): string {
  const lines = usage.split('\n')
  const first = lines.findIndex((line) => line.startsWith(`  ${command} `))
  const next = lines.findIndex((line, index) => index > first && !/^ {4,7}\S/.test(line))
  const own = lines.slice(first, next).map((line) => line.trim())
  return `Usage: npm run jhi -- ${own.join(' ')}\n`
}

/** What somebody reads who asked for it wrongly. */
export function correct(reason: string, usage: string): string {
  return `${reason.trimEnd()}\n\n${usage}--help shows more.`
}
