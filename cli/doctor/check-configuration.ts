import type { EnvironmentVariables } from '@/lib/config/command-environment'
import { type Config, ConfigError, parseConfig } from '@/lib/config/parse-config'
import { adviseSetting } from './advise-setting'
import { type CheckLine, failure, ok } from './check-line'
import { checkNames, checkValues, hasDecoration } from './check-names'
import { withScheme } from './with-scheme'

const name = 'configuration'

/** Reads the environment as the application does; every problem is a line of its own. */
export function checkConfiguration(environment: EnvironmentVariables): {
  lines: CheckLine[]
  config: Config | null
} {
  const lines = [...checkNames(environment), ...checkValues(environment)]
  const mended = withScheme(environment.APP_URL)
  // What else is wrong depends on whether the address is that of this machine.
  const read = mended === null ? environment : { ...environment, APP_URL: mended }
  const schemeless =
    mended === null ? [] : [failure(name, 'APP_URL has no scheme', `Write ${mended}.`)]
  try {
    // No secret is made here: nothing is sealed, and whoever runs this may not be the application.
    const config = parseConfig(read, { generateSessionSecret: () => '' })
    if (mended !== null) return { lines: [...schemeless, ...lines], config: null }
    const where = config.usesSimulator ? 'the simulator, as JHI_ISSUER is not set' : config.issuer
    const complete = lines.every(({ status }) => status !== 'failure')
    const first = complete ? [ok(name, `complete; the provider is ${where}`)] : []
    return { lines: [...first, ...lines], config }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const problems = error.problems
      .filter((problem) => !isSaidElsewhere(problem, read))
      .map((problem) => failure(name, problem, adviseSetting(problem, read)))
    return { lines: [...schemeless, ...problems, ...lines], config: null }
  }
}

/** Short secrets are lines of the session secrets, and quotation marks have a line already. */
function isSaidElsewhere(problem: string, environment: EnvironmentVariables): boolean {
  const variable = problem.split(' ')[0] ?? ''
  const value = environment[variable] ?? ''
  return value !== '' && (variable === 'SESSION_SECRETS' || hasDecoration(value))
}
