import 'server-only'
import { z } from 'zod'
import { clientAuthenticationMethods } from '@/lib/config/environment-schema'
import { type ClientAuthentication, ConfigError } from '@/lib/config/parse-config'
import { describeProblem, fileProblem, type NamedFile, parseJson } from '@/lib/files/secret-file'
import type { ExternalApplication } from './external-application'

/** The applications of one institution. */
export interface InstitutionApplications {
  readonly application: ExternalApplication
  /** For jobs, by client credentials; null when the institution has none of its own. */
  readonly service: ExternalApplication | null
}

const text = z.string('must be text').min(1, 'must not be empty').max(1_000, 'is too long')
const longestId = 255
const entrySchema = z.strictObject({
  clientId: z
    .string('is missing or not text')
    .min(1, 'must not be empty')
    .max(longestId, 'is too long'),
  clientAuth: z
    .enum(clientAuthenticationMethods, `must be one of ${clientAuthenticationMethods.join(', ')}`)
    .exactOptional(),
  clientSecret: text.exactOptional(),
  serviceClientId: text.max(longestId, 'is too long').exactOptional(),
})

/** What the entries are read against. */
export interface ApplicationDefaults {
  /** How entries authenticate that do not say. */
  readonly method: ClientAuthentication['method']
  /** Whether there are keys for `private_key_jwt`. */
  readonly hasKeys: boolean
  /** Client ids that are in use already, and the variable that says so. */
  readonly taken: ReadonlyMap<string, string>
}

/**
 * Reads `JHI_APPLICATIONS`: institution id → its applications.
 *
 * @throws ConfigError with every problem, by file and field, never by value
 */
export function parseApplications(
  file: NamedFile,
  content: string,
  defaults: ApplicationDefaults,
): ReadonlyMap<string, InstitutionApplications> {
  const parsed = parseJson(file, content)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw fileProblem(file, 'is not an object: institution id → application')
  }
  const problems: string[] = []
  const applications = new Map<string, InstitutionApplications>()
  const owners = new Map(defaults.taken)
  for (const [institutionId, value] of Object.entries(parsed)) {
    const entry = readEntry(institutionId, value, defaults)
    if (Array.isArray(entry)) {
      problems.push(...entry)
      continue
    }
    applications.set(institutionId, entry)
    const { application, service } = entry
    for (const [field, clientId] of [
      ['clientId', application.clientId],
      ['serviceClientId', service?.clientId],
    ] as const) {
      const owner = owners.get(clientId ?? '')
      if (owner !== undefined) problems.push(`${at(institutionId)}.${field} is that of ${owner}`)
      if (clientId !== undefined) owners.set(clientId, at(institutionId))
    }
  }
  if (problems.length > 0) {
    throw new ConfigError(problems.map((problem) => describeProblem(file, problem)))
  }
  return applications
}

/** A name out of the file, for a message: not as long as someone may have made it. */
const at = (name: string) => JSON.stringify(name.slice(0, 60))

/** The applications of one entry, or what is wrong with it. */
function readEntry(
  institutionId: string,
  value: unknown,
  { method: defaultMethod, hasKeys }: ApplicationDefaults,
): InstitutionApplications | string[] {
  // Institution zero is opened as the application for all.
  if (institutionId === '') return ['"" is no institution id']
  const entry = entrySchema.safeParse(value)
  if (!entry.success) return entry.error.issues.flatMap((issue) => describe(institutionId, issue))
  const { clientId, clientAuth, clientSecret, serviceClientId } = entry.data
  // An entry that brings a secret wants to use it.
  const usual = clientSecret === undefined ? defaultMethod : secretMethod(defaultMethod)
  const method = clientAuth ?? usual
  const problem = (text: string) => [`${at(institutionId)}.${text}`]
  const keyed = { method: 'private_key_jwt' } as const
  if (serviceClientId !== undefined && !hasKeys) {
    return problem('serviceClientId needs keys: JHI_CLIENT_KEYS is not set')
  }
  if (method === keyed.method && !hasKeys) {
    return problem('clientAuth is private_key_jwt, and JHI_CLIENT_KEYS is not set')
  }
  if (method === keyed.method && clientSecret !== undefined) {
    return problem('clientSecret is not used with private_key_jwt')
  }
  if (method !== keyed.method && clientSecret === undefined) {
    return problem(`clientSecret is missing, for ${method}`)
  }
  const authentication =
    method === keyed.method ? keyed : { method, secret: clientSecret as string }
  return {
    application: { clientId, institutionId, authentication },
    service:
      serviceClientId === undefined
        ? null
        : { clientId: serviceClientId, institutionId, authentication: keyed },
  }
}

const secretMethod = (method: ClientAuthentication['method']) =>
  method === 'private_key_jwt' ? 'client_secret_basic' : method

function describe(institutionId: string, issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${at(institutionId)} has no field ${at(key)}: ${knownFields}`)
  }
  const field = issue.path.join('.')
  return [`${at(institutionId)}${field && `.${field}`} ${field ? issue.message : notAnObject}`]
}

const knownFields = 'there are clientId, clientAuth, clientSecret and serviceClientId'
const notAnObject = 'must be an object with a clientId'
