import type { EnvironmentVariables } from '@/lib/config/command-environment'
import { clientAuthenticationMethods, environmentSchema } from '@/lib/config/environment-schema'

const registered = 'It is shown with the External Application in Users & Groups.'
const port = (variable: string, usual: number) =>
  `Write a number from 1 to 65535, as in ${variable}=${usual}.`

const advice: Readonly<Record<string, string>> = {
  APP_URL: 'Write the origin alone, as in https://app.example.com.',
  JHI_ISSUER:
    'Copy the “issuer” of the provider’s metadata; to use the simulator, let APP_URL be localhost.',
  JHI_DISCOVERY_URL: 'Write the whole address, ending in /.well-known/openid-configuration.',
  JHI_CLIENT_ID: registered,
  JHI_CLIENT_SECRET: registered,
  JHI_CLIENT_KEYS:
    'Make a key with npm run jhi -- keys generate, and set JHI_CLIENT_KEYS to its file.',
  JHI_SERVICE_CLIENT_ID:
    'Set it to the id of the service account, or remove it: one application cannot be both.',
  JHI_SCOPES: 'Add openid; scopes are separated by blanks.',
  JHI_INSTITUTIONS_URL:
    'Ask Jack Henry for the address of the list by Banno Groups, and write {userId} where the user’s id goes.',
  SESSION_SECRETS: 'Make one with openssl rand -base64 48, the same for every instance.',
  SESSION_STORE: 'Write sqlite:.data/sessions.db, or redis://host:6379.',
  SESSION_IDLE_MINUTES:
    'Write minutes above 0, as in SESSION_IDLE_MINUTES=15, and no more than SESSION_ABSOLUTE_HOURS.',
  SESSION_ABSOLUTE_HOURS: 'Write hours above 0, as in SESSION_ABSOLUTE_HOURS=8.',
  ACCOUNT_SERVICES_URL: 'Write the whole address, with https://, or leave it unset.',
  PORT: port('PORT', 3000),
  SIMULATOR_PORT: port('SIMULATOR_PORT', 4010),
}

/** What to write in place of a value that is missing or cannot be used. */
export function adviseSetting(problem: string, environment: EnvironmentVariables): string {
  const variable = problem.split(' ')[0] ?? ''
  const value = environment[variable]?.trim() ?? ''
  const underscored = value.toLowerCase().replaceAll('-', '_')
  if ([...clientAuthenticationMethods, 'token_endpoint', 'issuer'].includes(underscored)) {
    return `Write ${variable}=${underscored}, with underscores and in lower case.`
  }
  const address = adviseAddress(problem, value)
  if (address !== null) return address
  const choices = choicesOf(variable)
  if (choices.length === 1) return `Write ${variable}=${choices[0]}, or leave it unset.`
  if (choices.length > 1) {
    return `Write ${variable}=${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}.`
  }
  return advice[variable] ?? `What ${variable} takes is in .env.example.`
}

function adviseAddress(problem: string, value: string): string | null {
  if (!URL.canParse(value)) return null
  const url = new URL(value)
  if (problem.includes('must use https')) return `Write ${value.replace(/^http:/i, 'https:')}.`
  if (problem.startsWith('APP_URL must be an origin')) return `Write ${url.origin}.`
  return null
}

/** The values of a variable that has only a few. */
function choicesOf(variable: string): readonly string[] {
  let schema: unknown = Object.entries(environmentSchema.shape).find(
    ([name]) => name === variable,
  )?.[1]
  while (hasMember(schema, 'unwrap') && typeof schema.unwrap === 'function') {
    schema = schema.unwrap()
  }
  return hasMember(schema, 'options') && Array.isArray(schema.options) ? schema.options : []
}

function hasMember<Name extends string>(
  value: unknown,
  name: Name,
): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && name in value
}
