import { existsSync } from 'node:fs'

/** The variables of a process, ours and everybody else's. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>

/**
 * The environment of the command line: as it is, and what the files add that the application reads
 * too. The log keeps quiet unless somebody chose a level, since a person reads what is written.
 */
export function loadCommandEnvironment(): EnvironmentVariables {
  for (const file of ['.env.local', '.env']) if (existsSync(file)) process.loadEnvFile(file)
  process.env.LOG_LEVEL ||= 'silent'
  return process.env
}
