import type { EnvironmentVariables } from '@/lib/config/command-environment'
import { type Config, ConfigError } from '@/lib/config/parse-config'
import type { ClientKeys } from '@/lib/external-applications/client-keys'
import {
  type ExternalApplications,
  openExternalApplications,
} from '@/lib/external-applications/external-applications'
import { checkApplications } from './check-applications'
import { checkClientAuthentication } from './check-client-authentication'
import { checkClientKeys } from './check-client-keys'
import { checkConfiguration } from './check-configuration'
import { checkDirectory } from './check-directory'
import { type CheckLine, joinLeftOut, leftOut } from './check-line'
import { checkMetadata, type MetadataCheck } from './check-metadata'
import { checkProvider } from './check-provider'
import { checkPublication } from './check-publication'
import { checkRedirectUri } from './check-redirect-uri'
import { checkSessionSecrets } from './check-session-secrets'
import { checkStore } from './check-store'
import { checkUse } from './check-use'
import { guarded } from './guarded'
import { findText } from './metadata'

/** What a sign-in needs, once all of it has been found usable. */
export interface Usable {
  readonly config: Config
  readonly applications: ExternalApplications
}

/** All checks that need nobody to sign in. What depends on a failed one is left out, and said so. */
export async function runChecks(
  environment: EnvironmentVariables,
  now: number,
): Promise<{ lines: CheckLine[]; usable: Usable | null }> {
  const { lines: configuration, config } = checkConfiguration(environment)
  const { lines: clientKeys, keys } = checkClientKeys(environment, now)
  const lines = [
    ...configuration,
    ...checkRedirectUri(environment),
    ...checkSessionSecrets(environment),
  ]
  if (config === null) {
    lines.push(...clientKeys, leftOut(needConfiguration))
    return { lines, usable: null }
  }
  const provider = await checkMetadata(config)
  const applications = openApplications(config)
  lines.push(...provider.lines)
  lines.push(...(await checkProvider(provider, { config, applications })))
  lines.push(...clientKeys, ...checkUse(config, applications), ...checkApplications(config))
  const publication = await publicationOf(config, keys)
  const served = publication.every(({ status }) => status === 'ok')
  lines.push(...publication)
  const proofs = () => authenticationOf(provider, { config, applications, served })
  lines.push(...(await guarded('client authentication', proofs)))
  lines.push(...(await guarded('store', () => checkStore(config))))
  // The address is the simulator's then, and it is known that nothing is there.
  const isDown = provider.answer === null && !environment.JHI_INSTITUTIONS_URL
  if (isDown) lines.push(leftOut(['directory']))
  else lines.push(...(await guarded('directory', () => checkDirectory(config))))
  const usable = provider.trusted && applications !== null ? { config, applications } : null
  return { lines: joinLeftOut(lines), usable }
}

const needConfiguration = [
  'metadata',
  'clock',
  'endpoints',
  'algorithms',
  'provider keys',
  'publication',
  'client authentication',
  'External Applications',
  'store',
  'directory',
]

async function publicationOf(config: Config, keys: ClientKeys | null): Promise<CheckLine[]> {
  if (keys !== null) return guarded('publication', () => checkPublication(config, keys))
  return config.clientKeysFile === null ? [] : [leftOut(['publication'])]
}

/** Null when a file has problems; they are lines of their own. */
function openApplications(config: Config): ExternalApplications | null {
  try {
    return openExternalApplications(config)
  } catch (error) {
    if (error instanceof ConfigError) return null
    throw error
  }
}

async function authenticationOf(
  { metadata, trusted }: MetadataCheck,
  {
    config,
    applications,
    served,
  }: { config: Config; applications: ExternalApplications | null; served: boolean },
): Promise<CheckLine[]> {
  const name = 'client authentication'
  if (applications === null) return [leftOut([name])]
  if (metadata === null || !trusted) return [leftOut([name])]
  const tokenEndpoint = findText(metadata, 'token_endpoint')
  if (tokenEndpoint === null) return [leftOut([name])]
  return checkClientAuthentication({ config, applications, tokenEndpoint, served })
}
