import { describeFailure } from './command-error'
import { doctorUsage, runDoctor } from './doctor'
import { keysUsage, runKeys } from './keys'
import { loginUsage, runLogin } from './login'
import { runSessions, sessionsUsage } from './sessions'
import type { Shell } from './shell'
import { runToken, tokenUsage } from './token'

interface Command {
  readonly usage: string
  run(parameters: string[], shell: Shell): Promise<number>
}

const commands: Readonly<Record<string, Command>> = {
  doctor: { usage: doctorUsage, run: runDoctor },
  keys: { usage: keysUsage, run: runKeysIn },
  login: { usage: loginUsage, run: runLogin },
  token: { usage: tokenUsage, run: runToken },
  sessions: { usage: sessionsUsage, run: (parameters) => runSessions(parameters) },
}

/**
 * Finds the command and runs it. What it fails with becomes a line, never a stack unless it is a
 * mistake of this program.
 *
 * @returns exit status: 0 done, 1 refused or failed, 2 nobody understood what was asked
 */
export async function runCommandLine(parameters: string[], shell: Shell): Promise<number> {
  const [name = '', ...rest] = parameters
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (parameters.some((parameter) => parameter === '--help' || parameter === '-h')) {
    shell.print(usageOf(command === undefined ? Object.values(commands) : [command]))
    return 0
  }
  if (command === undefined) {
    const unknown = name === '' ? '' : `There is no command ${name}.\n\n`
    shell.note(`${unknown}${usageOf(Object.values(commands))}`)
    return 2
  }
  try {
    return await command.run(rest, shell)
  } catch (error) {
    const { text, status } = describeFailure(error)
    shell.note(`${text.trimEnd()}\n`)
    return status
  }
}

function usageOf(shown: readonly Command[]): string {
  return `Usage: npm run jhi -- <command>\n\n${shown.map(({ usage }) => usage).join('\n')}`
}

function runKeysIn(parameters: string[], { print, note }: Shell): Promise<number> {
  const now = Math.floor(Date.now() / 1_000)
  return runKeys(parameters, { now, print, note: (line) => note(`${line}\n`) })
}
