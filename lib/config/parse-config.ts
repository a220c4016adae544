import { z } from 'zod'
import { isLoopback } from './loopback'
import { simulatorDefaults } from './simulator-defaults'

/** How the application proves who it is at the token endpoint. */
export interface ClientSecretAuthentication {
  readonly method: 'client_secret_basic' | 'client_secret_post'
  readonly secret: string
}

/** The whole configuration, typed and frozen. Origins and URLs are strings, times are seconds. */
export interface Config {
  /** Public origin, without a trailing slash. */
  readonly appUrl: string
  /** Whether the origin is https: decides cookie prefixes, `Secure` and HSTS. */
  readonly secure: boolean
  /** Running with hot reload, which needs a weaker CSP and shows the gallery. */
  readonly development: boolean
  readonly usesSimulator: boolean
  readonly issuer: string
  readonly discoveryUrl: string
  readonly clientId: string
  readonly clientAuthentication: ClientSecretAuthentication
  readonly scopes: readonly string[]
  /** Authorization-request parameter that names the institution; null sends none. */
  readonly institutionParam: string | null
  readonly institutionClaim: string
  readonly institutionZero: string | null
  /** Banno Groups API, with `{userId}` in it. */
  readonly institutionsUrl: string
  readonly sessionSecrets: readonly [string, ...string[]]
  /** Path of the SQLite file, or `:memory:`. */
  readonly sessionStorePath: string
  readonly sessionIdleSeconds: number
  readonly sessionAbsoluteSeconds: number
  readonly accountServicesUrl: string
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

/** Every problem of an environment at once, by variable name and never by value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      `The environment is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n` +
        'Each variable is described in .env.example.',
    )
    this.problems = problems
  }
}

const defaultScopes = [
  'openid',
  'profile',
  'offline_access',
  'https://jackhenry.com/account-services/accounts.read',
].join(' ')

const port = z.coerce.number('must be a number').int().min(1).max(65_535)
const required = z.string('must be set')
const absoluteUrl = z.url({ protocol: /^https?$/, error: 'must be an absolute http(s) URL' })
const safeUrl = absoluteUrl.refine(
  (value) =>
    !URL.canParse(value) || new URL(value).protocol === 'https:' || isLoopback(new URL(value)),
  'must use https unless the host is loopback',
)
/** Named in the contract and still to come: better a stop than a setting that does nothing. */
const notYet = z.undefined('is not supported in this version')
const minutes = z.coerce.number('must be a number').positive('must be positive')

const environmentSchema = z.object({
  NODE_ENV: z.string().default('production'),
  PORT: port.default(3000),
  SIMULATOR_PORT: port.default(4010),
  APP_URL: safeUrl
    .refine(
      (value) => !URL.canParse(value) || new URL(value).origin === value.replace(/\/$/, ''),
      'must be an origin: scheme, host and port, without a path',
    )
    .optional(),
  JHI_ISSUER: required.pipe(safeUrl),
  JHI_DISCOVERY_URL: safeUrl
    .refine(
      (value) => value.includes('/.well-known/'),
      'must be a whole address with /.well-known/',
    )
    .optional(),
  JHI_CLIENT_ID: required,
  JHI_CLIENT_AUTH: z
    .enum(
      ['client_secret_basic', 'client_secret_post'],
      'must be client_secret_basic or client_secret_post',
    )
    .default('client_secret_basic'),
  JHI_CLIENT_SECRET: required,
  JHI_CLIENT_KEYS: notYet,
  JHI_CLIENT_SIGNING_ALG: notYet,
  JHI_APPLICATIONS: notYet,
  JHI_SCOPES: z
    .string()
    .default(defaultScopes)
    .transform((value) => value.split(/\s+/).filter((scope) => scope !== ''))
    .refine((scopes) => scopes.includes('openid'), 'must contain openid'),
  JHI_INSTITUTION_PARAM: z.string().default('institutionId'),
  JHI_INSTITUTION_CLAIM: z.string().default('institutionId'),
  JHI_INSTITUTION_ZERO: z.string().optional(),
  INSTITUTION_DIRECTORY: z
    .enum(['banno-groups'], 'must be banno-groups in this version')
    .default('banno-groups'),
  JHI_INSTITUTIONS_URL: required
    .refine((value) => value.includes('{userId}'), 'must contain {userId}')
    .refine(
      (value) => safeUrl.safeParse(value.replace('{userId}', 'user')).success,
      'must be an https URL, or http on a loopback host',
    ),
  SESSION_SECRETS: z
    .string()
    .transform((value) => value.split(',').map((secret) => secret.trim()))
    .refine(
      (secrets) => secrets.every((secret) => secret.length >= 32),
      'must be one or more secrets of at least 32 characters, separated by commas',
    )
    .optional(),
  SESSION_STORE: z
    .string()
    .regex(/^sqlite:.+$/, 'must be sqlite:<path> in this version')
    .default('sqlite:.data/sessions.db'),
  SESSION_IDLE_MINUTES: minutes.default(15),
  SESSION_ABSOLUTE_HOURS: minutes.default(8),
  ACCOUNT_SERVICES_URL: safeUrl.optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level of pino')
    .default('info'),
})

/**
 * Turns an environment into the configuration. Pure but for `generateSessionSecret`, which is
 * called only when no secret is given and the application is reachable from this machine alone.
 *
 * @throws ConfigError with every problem
 */
export function parseConfig(
  environment: Variables,
  { generateSessionSecret }: { generateSessionSecret: () => string },
): Config {
  const given = withoutEmptyValues(environment)
  const loopback = hasLoopbackOrigin(given)
  const usesSimulator = given.JHI_ISSUER === undefined && loopback
  const { env, problems } = parseFields(
    usesSimulator ? { ...simulatorEnvironment(given), ...given } : given,
  )
  if (given.SESSION_SECRETS === undefined && !loopback) {
    problems.push('SESSION_SECRETS must be set: one is generated for loopback origins only')
  }
  if ((env.SESSION_IDLE_MINUTES ?? 0) > (env.SESSION_ABSOLUTE_HOURS ?? Infinity) * 60) {
    problems.push('SESSION_IDLE_MINUTES must not be longer than SESSION_ABSOLUTE_HOURS')
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return toConfig(env as Environment, { usesSimulator, generateSessionSecret })
}

function toConfig(
  env: Environment,
  {
    usesSimulator,
    generateSessionSecret,
  }: { usesSimulator: boolean; generateSessionSecret: () => string },
): Config {
  const appUrl = new URL(env.APP_URL ?? `http://localhost:${env.PORT}`).origin
  return Object.freeze({
    appUrl,
    secure: appUrl.startsWith('https:'),
    development: env.NODE_ENV === 'development',
    usesSimulator,
    issuer: env.JHI_ISSUER,
    discoveryUrl:
      env.JHI_DISCOVERY_URL ??
      `${env.JHI_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: env.JHI_CLIENT_ID,
    clientAuthentication: { method: env.JHI_CLIENT_AUTH, secret: env.JHI_CLIENT_SECRET },
    scopes: env.JHI_SCOPES,
    institutionParam: env.JHI_INSTITUTION_PARAM === '' ? null : env.JHI_INSTITUTION_PARAM,
    institutionClaim: env.JHI_INSTITUTION_CLAIM,
    institutionZero: env.JHI_INSTITUTION_ZERO ?? null,
    institutionsUrl: env.JHI_INSTITUTIONS_URL,
    sessionSecrets: (env.SESSION_SECRETS ?? [generateSessionSecret()]) as [string, ...string[]],
    sessionStorePath: env.SESSION_STORE.slice('sqlite:'.length),
    sessionIdleSeconds: env.SESSION_IDLE_MINUTES * 60,
    sessionAbsoluteSeconds: env.SESSION_ABSOLUTE_HOURS * 3600,
    accountServicesUrl: (
      env.ACCOUNT_SERVICES_URL ?? `http://localhost:${env.PORT}/api/account-services/v1`
    ).replace(/\/$/, ''),
    logLevel: env.LOG_LEVEL,
  })
}

type Variables = Readonly<Record<string, string | undefined>>
type Environment = z.output<typeof environmentSchema>

/** Field by field, so that one wrong value hides neither another nor a missing one. */
function parseFields(variables: Variables) {
  const problems: string[] = []
  const env: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(environmentSchema.shape)) {
    const field = schema.safeParse(variables[name])
    if (field.success) env[name] = field.data
    else problems.push(`${name} ${field.error.issues[0]?.message ?? 'is not usable'}`)
  }
  return { env: env as Partial<Environment>, problems }
}

function hasLoopbackOrigin({ APP_URL }: Variables): boolean {
  return APP_URL === undefined || (URL.canParse(APP_URL) && isLoopback(new URL(APP_URL)))
}

function simulatorEnvironment({ SIMULATOR_PORT }: Variables): Variables {
  const defaults = simulatorDefaults(Number(SIMULATOR_PORT ?? 4010))
  return {
    JHI_ISSUER: defaults.issuer,
    JHI_CLIENT_ID: defaults.clientId,
    JHI_CLIENT_SECRET: defaults.clientSecret,
    JHI_INSTITUTIONS_URL: defaults.institutionsUrl,
  }
}

/** An empty variable is an unset one, save where empty has a meaning of its own. */
function withoutEmptyValues(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).filter(
      ([name, value]) => value !== '' || name === 'JHI_INSTITUTION_PARAM',
    ),
  )
}
