import 'server-only'
import { type Config, ConfigError } from '@/lib/config/parse-config'
import { watchFile } from '@/lib/files/watched-file'
import {
  type ApplicationDefaults,
  type InstitutionApplications,
  parseApplications,
} from './applications-file'
import type { ClientKey } from './client-key'
import { noPublishedKeys, type PublishedKeys, parseClientKeys } from './client-keys'
import type { ExternalApplication } from './external-application'

/** What the applications need to know of the configuration. */
export type ApplicationSettings = Pick<
  Config,
  | 'clientId'
  | 'clientAuthentication'
  | 'serviceClientId'
  | 'clientKeysFile'
  | 'clientSigningAlgorithm'
  | 'applicationsFile'
>

/** Who we are to the provider: our registrations and the keys that prove them. */
export interface ExternalApplications {
  /** The application for an institution, null is zero: its own, else the one for all. */
  forInstitution(institutionId: string | null): ExternalApplication
  /** The application that gets service tokens for an institution; always `private_key_jwt`. */
  forService(institutionId: string | null): ExternalApplication | null
  /** The application an earlier step used, null is the one for all; null when it is ours no more. */
  find(clientId: string | null): ExternalApplication | null
  /** The institutions that have an application of their own. */
  institutionIds(): readonly string[]
  /** What signs client assertions now; null without keys. */
  signingKey(): ClientKey | null
  published(): PublishedKeys
  close(): void
}

/**
 * Opens the files that the configuration names and watches them: what changes in them is used
 * without a restart, what is wrong in them later is refused.
 *
 * @throws ConfigError with the problems of both files
 */
export function openExternalApplications(settings: ApplicationSettings): ExternalApplications {
  const { clientId, clientAuthentication: authentication, serviceClientId } = settings
  const forAll: ExternalApplication = { clientId, institutionId: null, authentication }
  const problems: string[] = []
  const keys = open(problems, settings.clientKeysFile, 'JHI_CLIENT_KEYS', (file, text) =>
    parseClientKeys(file, text, { wanted: settings.clientSigningAlgorithm }),
  )
  const own = open(problems, settings.applicationsFile, 'JHI_APPLICATIONS', (file, text) =>
    indexApplications(parseApplications(file, text, applicationDefaults(settings))),
  )
  if (problems.length > 0) {
    keys?.close()
    own?.close()
    throw new ConfigError(problems)
  }
  const serviceForAll: ExternalApplication | null =
    serviceClientId === null
      ? withKey(forAll)
      : {
          clientId: serviceClientId,
          institutionId: null,
          authentication: { method: 'private_key_jwt' },
        }
  return {
    forInstitution: (institutionId) =>
      own?.current().byInstitution.get(institutionId ?? '')?.application ?? forAll,
    forService(institutionId) {
      const entry = own?.current().byInstitution.get(institutionId ?? '')
      return entry?.service ?? (entry && withKey(entry.application)) ?? serviceForAll
    },
    find: (wanted) =>
      wanted === null || wanted === clientId
        ? forAll
        : (own?.current().byClientId.get(wanted) ?? null),
    institutionIds: () => [...(own?.current().byInstitution.keys() ?? [])],
    signingKey: () => keys?.current().signingKey ?? null,
    published: () => keys?.current().published ?? noPublishedKeys,
    close() {
      keys?.close()
      own?.close()
    },
  }
}

/** What the entries of `JHI_APPLICATIONS` are read against. */
export function applicationDefaults({
  clientId,
  clientAuthentication: { method },
  clientKeysFile,
  serviceClientId,
}: ApplicationSettings): ApplicationDefaults {
  const taken = new Map([[clientId, 'JHI_CLIENT_ID']])
  if (serviceClientId !== null) taken.set(serviceClientId, 'JHI_SERVICE_CLIENT_ID')
  return { method, hasKeys: clientKeysFile !== null, taken }
}

function withKey(application: ExternalApplication): ExternalApplication | null {
  return application.authentication.method === 'private_key_jwt' ? application : null
}

function indexApplications(byInstitution: ReadonlyMap<string, InstitutionApplications>) {
  const applications = [...byInstitution.values()].map(({ application }) => application)
  return {
    byInstitution,
    byClientId: new Map(applications.map((application) => [application.clientId, application])),
  }
}

function open<Content>(
  problems: string[],
  path: string | null,
  variable: string,
  parse: (file: { variable: string; path: string }, text: string) => Content,
) {
  if (path === null) return null
  try {
    return watchFile({ variable, path }, (text) => parse({ variable, path }, text))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    problems.push(...error.problems)
    return null
  }
}
