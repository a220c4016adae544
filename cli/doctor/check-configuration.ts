import type { EnvironmentVariables } from '@/lib/config/command-environment'
import { clientAuthenticationMethods } from '@/lib/config/environment-schema'
import { type Config, ConfigError, parseConfig } from '@/lib/config/parse-config'
import { type CheckLine, failure, ok } from './check-line'
import { checkNames, checkValues } from './check-names'

const name = 'configuration'

/** Reads the environment as the application does; every problem is a line of its own. */
export function checkConfiguration(environment: EnvironmentVariables): {
  lines: CheckLine[]
  config: Config | null
} {
  const lines = [...checkNames(environment), ...checkValues(environment)]
  try {
    // No secret is made here: nothing is sealed, and whoever runs this may not be the application.
    const config = parseConfig(environment, { generateSessionSecret: () => '' })
    const where = config.usesSimulator ? 'the simulator, as JHI_ISSUER is not set' : config.issuer
    return { lines: [ok(name, `complete; the provider is ${where}`), ...lines], config }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const problems = error.problems.map((problem) =>
      failure(name, problem, adviceFor(problem, environment)),
    )
    return { lines: [...problems, ...lines], config: null }
  }
}

const registered = 'It is shown with the External Application in Users & Groups.'
const advice: Readonly<Record<string, string>> = {
  APP_URL: 'Write the origin alone, as in https://app.example.com.',
  JHI_ISSUER:
    'It is the “issuer” of the metadata; without an address of its own for the application (APP_URL), leave it unset for the simulator.',
  JHI_DISCOVERY_URL: 'Write the whole address, ending in /.well-known/openid-configuration.',
  JHI_CLIENT_ID: registered,
  JHI_CLIENT_SECRET: registered,
  JHI_CLIENT_KEYS:
    'Make a key with npm run jhi -- keys generate, and set JHI_CLIENT_KEYS to its file.',
  JHI_INSTITUTIONS_URL:
    'Ask Jack Henry for the address of the list by Banno Groups, and write {userId} where the user’s id goes.',
  SESSION_SECRETS: 'Make one with openssl rand -base64 48, the same for every instance.',
}

function adviceFor(problem: string, environment: EnvironmentVariables): string {
  const variable = problem.split(' ')[0] ?? ''
  const underscored = environment[variable]?.trim().toLowerCase().replaceAll('-', '_')
  const choices = [...clientAuthenticationMethods, 'token_endpoint', 'issuer']
  if (underscored !== undefined && choices.includes(underscored)) {
    return `Write ${variable}=${underscored}, with underscores and in lower case.`
  }
  return advice[variable] ?? `What ${variable} takes is in .env.example.`
}
