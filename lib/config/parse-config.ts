import {
  type clientSigningAlgorithms,
  type Environment,
  environmentSchema,
  type institutionDirectories,
  signatureAlgorithms,
  type Variables,
} from './environment-schema'
import { isLoopback } from './loopback'
import { findClientProblems, findDirectoryProblems } from './related-variables'
import { hasSampleData } from './sample-data'
import type { SessionStoreAddress } from './session-store-address'
import { simulatorDefaults } from './simulator-defaults'
import { findUpstreamProblems, toUpstreamUrls } from './upstream-urls'
import type { UpstreamVariable } from './upstream-variables'

/** How an application proves who it is. The key of an assertion is chosen when one is made. */
export type ClientAuthentication =
  | { readonly method: 'client_secret_basic' | 'client_secret_post'; readonly secret: string }
  | { readonly method: 'private_key_jwt' }

/** What client assertions are signed with. */
export type ClientSigningAlgorithm = (typeof clientSigningAlgorithms)[number]

/** The whole configuration, typed and frozen. Origins and URLs are strings, times are seconds. */
export interface Config {
  /** Public origin, without a trailing slash. */
  readonly appUrl: string
  /** Where this process answers itself, whatever is in front of it. */
  readonly localUrl: string
  /** Whether the origin is https: decides cookie prefixes, `Secure` and HSTS. */
  readonly secure: boolean
  /** Running with hot reload, which needs a weaker CSP and shows the gallery. */
  readonly development: boolean
  readonly usesSimulator: boolean
  readonly issuer: string
  readonly discoveryUrl: string
  readonly clientId: string
  readonly clientAuthentication: ClientAuthentication
  /** Whom a client assertion is addressed to. */
  readonly clientAssertionAudience: 'issuer' | 'token_endpoint'
  /** JWK Set with our private keys. */
  readonly clientKeysFile: string | null
  /** Null: each key's own. */
  readonly clientSigningAlgorithm: ClientSigningAlgorithm | null
  /** External Application for jobs; null: the one for people. */
  readonly serviceClientId: string | null
  /** External Applications of single institutions. */
  readonly applicationsFile: string | null
  /** Whether authorization requests are pushed: where the metadata offers it, always or never. */
  readonly pushedAuthorization: 'offered' | 'required' | 'off'
  /** Whether access tokens are bound to a key of ours. */
  readonly dpop: boolean
  readonly scopes: readonly string[]
  /** What a page may ask for beyond them, for one institution: the closed list. */
  readonly optionalScopes: readonly string[]
  /** Whom access tokens must be for, that APIs of our own take; null: not compared. */
  readonly apiAudience: string | null
  /** Authorization-request parameter that names the institution; null sends none. */
  readonly institutionParam: string | null
  readonly institutionClaim: string
  readonly institutionZero: string | null
  /** What the provider may sign ID tokens and logout tokens with. */
  readonly idTokenAlgorithms: readonly string[]
  /** Whether a logout token must say in its header that it is one; some providers leave it out. */
  readonly logoutTokenTypeRequired: boolean
  readonly institutionDirectory: (typeof institutionDirectories)[number]
  /** Banno Groups API, with `{userId}` in it; null where the directory does not ask it. */
  readonly institutionsUrl: string | null
  /** JSON with institutions and who may open them, for the directory `file`. */
  readonly institutionsFile: string | null
  /** The product's own Postgres, or `embedded:` and a folder; null is the usual embedded one. */
  readonly databaseUrl: string | null
  readonly sessionSecrets: readonly [string, ...string[]]
  readonly sessionStore: SessionStoreAddress
  readonly sessionIdleSeconds: number
  readonly sessionAbsoluteSeconds: number
  readonly accountServicesUrl: string
  /** Base addresses of more upstreams, by their variables. */
  readonly upstreamUrls: Readonly<Record<UpstreamVariable, string>>
  /** Whether the sign-in page asks for an email address, to hand it on as `login_hint`. */
  readonly signInEmailField: boolean
  /** Whether made-up accounts come into the database, and people without roles may read them. */
  readonly sampleData: boolean
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
  const variables = usesSimulator ? { ...simulatorEnvironment(given), ...given } : given
  const { env, problems } = parseFields(variables)
  problems.push(...findDirectoryProblems(env, variables))
  problems.push(...findUpstreamProblems(given, { loopback }))
  if (given.SESSION_SECRETS === undefined && !loopback) {
    problems.push('SESSION_SECRETS must be set: one is generated for loopback origins only')
  }
  if (env.SAMPLE_DATA === 'on' && !loopback) {
    problems.push('SAMPLE_DATA must be off: made-up data are for loopback origins only')
  }
  if ((env.SESSION_IDLE_MINUTES ?? 0) > (env.SESSION_ABSOLUTE_HOURS ?? Infinity) * 60) {
    problems.push('SESSION_IDLE_MINUTES must not be longer than SESSION_ABSOLUTE_HOURS')
  }
  problems.push(...findClientProblems(env))
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
  const localUrl = `http://localhost:${env.PORT}`
  const appUrl = new URL(env.APP_URL ?? localUrl).origin
  return Object.freeze({
    appUrl,
    localUrl,
    secure: appUrl.startsWith('https:'),
    development: env.NODE_ENV === 'development',
    usesSimulator,
    issuer: env.JHI_ISSUER,
    discoveryUrl:
      env.JHI_DISCOVERY_URL ??
      `${env.JHI_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: env.JHI_CLIENT_ID,
    clientAuthentication:
      env.JHI_CLIENT_AUTH === 'private_key_jwt'
        ? { method: env.JHI_CLIENT_AUTH }
        : { method: env.JHI_CLIENT_AUTH, secret: env.JHI_CLIENT_SECRET ?? '' },
    clientAssertionAudience: env.JHI_CLIENT_ASSERTION_AUDIENCE,
    clientKeysFile: env.JHI_CLIENT_KEYS ?? null,
    clientSigningAlgorithm: env.JHI_CLIENT_SIGNING_ALG ?? null,
    serviceClientId: env.JHI_SERVICE_CLIENT_ID ?? null,
    applicationsFile: env.JHI_APPLICATIONS ?? null,
    pushedAuthorization: env.JHI_PAR,
    dpop: env.JHI_DPOP === 'on',
    scopes: env.JHI_SCOPES,
    optionalScopes: env.JHI_OPTIONAL_SCOPES,
    apiAudience: env.JHI_API_AUDIENCE ?? null,
    institutionParam: env.JHI_INSTITUTION_PARAM === '' ? null : env.JHI_INSTITUTION_PARAM,
    institutionClaim: env.JHI_INSTITUTION_CLAIM,
    institutionZero: env.JHI_INSTITUTION_ZERO ?? null,
    idTokenAlgorithms:
      env.JHI_ID_TOKEN_ALG === undefined ? signatureAlgorithms : [env.JHI_ID_TOKEN_ALG],
    logoutTokenTypeRequired: env.JHI_LOGOUT_TOKEN_TYPE === 'required',
    institutionDirectory: env.INSTITUTION_DIRECTORY,
    institutionsUrl: env.JHI_INSTITUTIONS_URL ?? null,
    institutionsFile: env.INSTITUTIONS_FILE ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    sessionSecrets: (env.SESSION_SECRETS ?? [generateSessionSecret()]) as [string, ...string[]],
    sessionStore: env.SESSION_STORE as SessionStoreAddress,
    sessionIdleSeconds: Math.round(env.SESSION_IDLE_MINUTES * 60),
    sessionAbsoluteSeconds: Math.round(env.SESSION_ABSOLUTE_HOURS * 3_600),
    accountServicesUrl: (env.ACCOUNT_SERVICES_URL ?? `${localUrl}/api/account-services/v1`).replace(
      /\/$/,
      '',
    ),
    upstreamUrls: toUpstreamUrls(env),
    signInEmailField: env.SIGN_IN_EMAIL_FIELD === 'on',
    sampleData: hasSampleData(env, appUrl),
    logLevel: env.LOG_LEVEL,
  })
}

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

function simulatorEnvironment({ SIMULATOR_PORT, JHI_CLIENT_AUTH }: Variables): Variables {
  const defaults = simulatorDefaults(Number(SIMULATOR_PORT ?? 4010), JHI_CLIENT_AUTH)
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
      ([name, value]) =>
        value !== '' || name === 'JHI_INSTITUTION_PARAM' || name === 'JHI_OPTIONAL_SCOPES',
    ),
  )
}
