// The command line: `npm run jhi -- <command>`. Its commands are listed in command-line.ts.
import { type EnvironmentVariables, loadCommandEnvironment } from '@/lib/config/command-environment'
import { runCommandLine } from './command-line'
import { processShell } from './shell'

const environment = loadEnvironment()
process.exitCode =
  environment === null ? 1 : await runCommandLine(process.argv.slice(2), processShell(environment))

function loadEnvironment(): EnvironmentVariables | null {
  try {
    return loadCommandEnvironment()
  } catch (error) {
    process.stderr.write(`.env.local or .env cannot be read: ${(error as Error).message}\n`)
    return null
  }
}
