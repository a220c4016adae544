import 'server-only'
import { z } from 'zod'
import { clientAuthenticationMethods } from '@/lib/config/environment-schema'
import { type ClientAuthentication, ConfigError } from '@/lib/config/parse-config'
import type { ExternalApplication } from './external-application'
import { describeProblem, fileProblem, type NamedFile, parseJson } from './secret-file'

/** The applications of one institution. */
export interface InstitutionApplications {
  readonly application: ExternalApplication
  /** For jobs, by client credentials; null when the institution has none of its own. */
  readonly service: ExternalApplication | null
}

const text = z.string('must be text').min(1, 'must not be empty').max(1_000)
const entrySchema = z.strictObject({
  clientId: z.string('is missing or not text').min(1, 'must not be empty').max(1_000),
  clientAuth: z
    .enum(clientAuthenticationMethods, `must be one of ${clientAuthenticationMethods.join(', ')}`)
    .exactOptional(),
  clientSecret: text.exactOptional(),
  serviceClientId: text.exactOptional(),
})
type Entry = z.output<typeof entrySchema>

/**
 * Reads `JHI_APPLICATIONS`: institution id → its applications.
 *
 * @param defaults the application for all the others: its id may not come up again, its method is
 *   that of entries that name none
 * @param hasKeys whether there are keys for `private_key_jwt`
 * @throws ConfigError with every problem, by file and field, never by value
 */
export function parseApplications(
  file: NamedFile,
  content: string,
  { defaults, hasKeys }: { defaults: ExternalApplication; hasKeys: boolean },
): ReadonlyMap<string, InstitutionApplications> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(file, content))
  if (!parsed.success) throw fileProblem(file, 'is not an object: institution id → application')
  const problems = findRepeatedIds(content).map((id) => `${at(id)} stands there twice`)
  const applications = new Map<string, InstitutionApplications>()
  const owners = new Map([[defaults.clientId, 'JHI_CLIENT_ID']])
  for (const [institutionId, value] of Object.entries(parsed.data)) {
    const entry = entrySchema.safeParse(value)
    if (!entry.success) {
      problems.push(...entry.error.issues.flatMap((issue) => describe(institutionId, issue)))
      continue
    }
    const authentication = authenticationOf(entry.data, defaults, hasKeys)
    if (typeof authentication === 'string') problems.push(`${at(institutionId)}.${authentication}`)
    for (const field of ['clientId', 'serviceClientId'] as const) {
      const clientId = entry.data[field]
      const owner = clientId === undefined ? undefined : owners.get(clientId)
      if (owner !== undefined) problems.push(`${at(institutionId)}.${field} is that of ${owner}`)
      if (clientId !== undefined) owners.set(clientId, at(institutionId))
    }
    if (typeof authentication === 'string') continue
    const { clientId, serviceClientId } = entry.data
    applications.set(institutionId, {
      application: { clientId, institutionId, authentication },
      service:
        serviceClientId === undefined
          ? null
          : {
              clientId: serviceClientId,
              institutionId,
              authentication: { method: 'private_key_jwt' },
            },
    })
  }
  if (problems.length > 0) {
    throw new ConfigError(problems.map((problem) => describeProblem(file, problem)))
  }
  return applications
}

const at = (institutionId: string) => JSON.stringify(institutionId.slice(0, 100))

/** How the entry authenticates, or what is missing for it. */
function authenticationOf(
  { clientAuth, clientSecret, serviceClientId }: Entry,
  defaults: ExternalApplication,
  hasKeys: boolean,
): ClientAuthentication | string {
  const method = clientAuth ?? defaults.authentication.method
  if (serviceClientId !== undefined && !hasKeys) {
    return 'serviceClientId needs keys: JHI_CLIENT_KEYS is not set'
  }
  if (method === 'private_key_jwt') {
    return hasKeys ? { method } : 'clientAuth is private_key_jwt, and JHI_CLIENT_KEYS is not set'
  }
  return clientSecret === undefined
    ? `clientSecret is missing, for ${method}`
    : { method, secret: clientSecret }
}

function describe(institutionId: string, issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${at(institutionId)}.${key} is no field: ${knownFields}`)
  }
  const field = issue.path.join('.')
  return [`${at(institutionId)}${field && `.${field}`} ${field ? issue.message : notAnObject}`]
}

const knownFields = 'there are clientId, clientAuth, clientSecret and serviceClientId'
const notAnObject = 'must be an object with a clientId'

/**
 * `JSON.parse` keeps the last of two equal names without a word. Only institutions have objects for
 * values here, so their names are the strings before `: {`.
 */
function findRepeatedIds(content: string): string[] {
  const names = [...content.matchAll(/"(?:[^"\\]|\\.)*"(\s*:\s*\{)?/g)].flatMap(
    ([token, object]) =>
      object === undefined ? [] : [JSON.parse(token.slice(0, -object.length)) as string],
  )
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}
