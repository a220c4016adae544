import { describeFailure } from './command-error'
import { doctorUsage, runDoctor } from './doctor'
import { institutionsUsage, runInstitutions } from './institutions'
import { runKeys } from './keys'
import { keysUsage } from './keys/key-usage'
import { loginUsage, runLogin } from './login'
import { runSessions, sessionsUsage } from './sessions'
import type { Shell } from './shell'
import { runToken, tokenUsage } from './token'
import { correct, inScripts, usageLine } from './usage'

interface Command {
  readonly usage: string
  run(parameters: string[], shell: Shell): Promise<number>
}

const commands: Readonly<Record<string, Command>> = {
  doctor: { usage: doctorUsage, run: runDoctor },
  keys: { usage: keysUsage, run: runKeysIn },
  login: { usage: loginUsage, run: runLogin },
  token: { usage: tokenUsage, run: runToken },
  institutions: { usage: institutionsUsage, run: runInstitutions },
  sessions: { usage: sessionsUsage, run: (parameters) => runSessions(parameters) },
}

/**
 * Finds the command and runs it. What it fails with becomes a line, never a stack unless it is a
 * mistake of this program.
 *
 * @returns exit status: 0 done, 1 refused or failed, 2 nobody understood what was asked
 */
export async function runCommandLine(parameters: string[], shell: Shell): Promise<number> {
  const asksForHelp = parameters[0] === 'help'
  const [name = '', ...rest] = asksForHelp ? parameters.slice(1) : parameters
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (asksForHelp || parameters.some((parameter) => ['--help', '-h'].includes(parameter))) {
    shell.print(helpFor(command === undefined ? Object.values(commands) : [command]))
    return 0
  }
  if (command === undefined) {
    const names = `Usage: npm run jhi -- ${Object.keys(commands).join('|')}\n`
    const unknown = correct(`There is no command ${name}.`, names)
    shell.note(name === '' ? helpFor(Object.values(commands)) : `${unknown}\n`)
    return 2
  }
  try {
    return await command.run(rest, shell)
  } catch (error) {
    const { text, status } = describeFailure(error)
    const words = status === 2 ? correct(text, usageLine(command.usage, name)) : text.trimEnd()
    shell.note(`${words}\n`)
    return status
  }
}

function helpFor(shown: readonly Command[]): string {
  const usages = shown.map(({ usage }) => usage).join('\n')
  return `Usage: npm run jhi -- <command>\n\n${usages}\n${inScripts}`
}

function runKeysIn(parameters: string[], { environment, print, note }: Shell): Promise<number> {
  const now = Math.floor(Date.now() / 1_000)
  return runKeys(parameters, {
    environment,
    now,
    print,
    note: (line) => note(`${line}\n`),
    fetch,
  })
}
