import { z } from 'zod'
import { isLoopback } from './loopback'
import { parseSessionStoreAddress } from './session-store-address'
import { type UpstreamVariable, upstreamVariables } from './upstream-variables'

const defaultScopes = [
  'openid',
  'profile',
  'offline_access',
  'https://jackhenry.com/account-services/accounts.read',
].join(' ')

/** Asymmetric only: `none` and HS* would let anyone, or any holder of our secret, sign. */
export const signatureAlgorithms = [
  'RS256',
  'PS256',
  'ES256',
  'RS384',
  'PS384',
  'ES384',
  'EdDSA',
] as const

/** The ways to prove who we are that Jack Henry documents. */
export const clientAuthenticationMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
] as const

/** What Jack Henry documents for client assertions. */
export const clientSigningAlgorithms = ['PS256', 'ES256', 'RS256'] as const

/** Where lists of institutions come from; `both` is Banno Groups narrowed by entitlements. */
export const institutionDirectories = ['banno-groups', 'entitlements', 'file', 'both'] as const

/** What pages may ask for when it is needed, for one institution: more than most people ever use. */
const defaultOptionalScopes = 'https://jackhenry.com/account-services/accounts.write'

const port = z.coerce.number('must be a number').int().min(1).max(65_535)
const required = z.string('must be set')
const absoluteUrl = z.url({ protocol: /^https?$/, error: 'must be an absolute http(s) URL' })
const safeUrl = absoluteUrl.refine(
  (value) =>
    !URL.canParse(value) || new URL(value).protocol === 'https:' || isLoopback(new URL(value)),
  'must use https unless the host is loopback',
)
const minutes = z.coerce.number('must be a number').positive('must be positive')

const upstreamUrls = Object.fromEntries(
  Object.keys(upstreamVariables).map((name) => [name, safeUrl.optional()]),
) as Record<UpstreamVariable, z.ZodOptional<typeof safeUrl>>

/** The environment, variable by variable; `.env.example` says what each is for. */
export const environmentSchema = z.object({
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
  JHI_CLIENT_ID: required.max(255, 'must have 255 characters at most'),
  JHI_CLIENT_AUTH: z
    .enum(
      clientAuthenticationMethods,
      'must be client_secret_basic, client_secret_post or private_key_jwt, with underscores',
    )
    .default('client_secret_basic'),
  JHI_CLIENT_SECRET: z.string().optional(),
  JHI_CLIENT_KEYS: z.string().optional(),
  JHI_CLIENT_SIGNING_ALG: z
    .enum(clientSigningAlgorithms, `must be one of ${clientSigningAlgorithms.join(', ')}`)
    .optional(),
  JHI_CLIENT_ASSERTION_AUDIENCE: z
    .enum(['issuer', 'token_endpoint'], 'must be issuer or token_endpoint')
    .default('issuer'),
  JHI_SERVICE_CLIENT_ID: z.string().optional(),
  JHI_APPLICATIONS: z.string().optional(),
  JHI_PAR: z
    .enum(['offered', 'required', 'off'], 'must be offered, required or off')
    .default('offered'),
  JHI_DPOP: z.enum(['on', 'off'], 'must be on or off').default('off'),
  JHI_SCOPES: z
    .string()
    .default(defaultScopes)
    .transform((value) => value.split(/\s+/).filter((scope) => scope !== ''))
    .refine((scopes) => scopes.includes('openid'), 'must contain openid'),
  JHI_OPTIONAL_SCOPES: z
    .string()
    .default(defaultOptionalScopes)
    .transform((value) => value.split(/\s+/).filter((scope) => scope !== ''))
    .refine(
      (scopes) => scopes.every((scope) => /^[!#-[\]-~]+$/.test(scope)),
      'must be scopes, separated by spaces',
    ),
  JHI_API_AUDIENCE: z.string().optional(),
  JHI_INSTITUTION_PARAM: z.string().default('institutionId'),
  JHI_INSTITUTION_CLAIM: z.string().default('institutionId'),
  JHI_INSTITUTION_ZERO: z.string().optional(),
  INSTITUTION_DIRECTORY: z
    .enum(institutionDirectories, 'must be banno-groups, entitlements, file or both')
    .default('banno-groups'),
  JHI_INSTITUTIONS_URL: z
    .string()
    .refine((value) => value.includes('{userId}'), 'must contain {userId}')
    .refine(
      (value) => safeUrl.safeParse(value.replace('{userId}', 'user')).success,
      'must be an https URL, or http on a loopback host',
    )
    .optional(),
  INSTITUTIONS_FILE: z.string().optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (value) =>
        /^embedded:./.test(value) ||
        /^postgres(ql)?:$/.test(URL.canParse(value) ? new URL(value).protocol : ''),
      'must be postgres://user:password@host:5432/database, or embedded:<folder>',
    )
    .optional(),
  JHI_ID_TOKEN_ALG: z
    .enum(signatureAlgorithms, `must be one of ${signatureAlgorithms.join(', ')}`)
    .optional(),
  JHI_LOGOUT_TOKEN_TYPE: z
    .enum(['required', 'optional'], 'must be required or optional')
    .default('required'),
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
    .default('sqlite:.data/sessions.db')
    .transform(parseSessionStoreAddress)
    .refine(
      (address) => address !== null,
      'must be sqlite:<path>, redis://…, redis+cluster://… or redis+sentinel://…/<master>, or rediss… for TLS',
    ),
  SESSION_IDLE_MINUTES: minutes.default(15),
  SESSION_ABSOLUTE_HOURS: minutes.default(8),
  ACCOUNT_SERVICES_URL: safeUrl.optional(),
  ...upstreamUrls,
  SIGN_IN_EMAIL_FIELD: z.enum(['on', 'off'], 'must be on or off').default('off'),
  SAMPLE_DATA: z.enum(['on', 'off'], 'must be on or off').optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level of pino')
    .default('info'),
})

/** The variables as they come: text, or not set. */
export type Variables = Readonly<Record<string, string | undefined>>

/** The variables of the schema, read. */
export type Environment = z.output<typeof environmentSchema>
