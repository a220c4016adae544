import type { EnvironmentVariables } from '@/lib/config/command-environment'
import { type Config, ConfigError } from '@/lib/config/parse-config'
import {
  type ExternalApplications,
  openExternalApplications,
} from '@/lib/external-applications/external-applications'
import { checkAlgorithms } from './check-algorithms'
import { checkApplications } from './check-applications'
import { checkClientAuthentication } from './check-client-authentication'
import { checkClientKeys } from './check-client-keys'
import { checkClock } from './check-clock'
import { checkConfiguration } from './check-configuration'
import { checkDirectory } from './check-directory'
import { checkEndpoints } from './check-endpoints'
import { type CheckLine, failure, leftOut } from './check-line'
import { checkMetadata, type MetadataCheck } from './check-metadata'
import { checkProviderKeys } from './check-provider-keys'
import { checkPublication } from './check-publication'
import { checkRedirectUri } from './check-redirect-uri'
import { checkSessionSecrets } from './check-session-secrets'
import { checkStore } from './check-store'
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
    const names = ['metadata, clock, endpoints, algorithms, provider keys, publication']
    names.push('client authentication', 'External Applications', 'store', 'directory')
    lines.push(...clientKeys, leftOut(names, 'the configuration'))
    return { lines, usable: null }
  }
  const provider = await checkMetadata(config)
  const applications = openApplications(config)
  lines.push(...provider.lines)
  lines.push(...(await checkProvider(provider, { config, applications })))
  lines.push(...clientKeys, ...checkApplications(config))
  if (keys !== null) {
    lines.push(...(await guarded('publication', () => checkPublication(config, keys))))
  }
  const proofs = () => authenticationOf(provider, { config, applications })
  lines.push(...(await guarded('client authentication', proofs)))
  lines.push(...(await guarded('store', () => checkStore(config))))
  lines.push(...(await guarded('directory', () => checkDirectory(config))))
  const usable = provider.trusted && applications !== null ? { config, applications } : null
  return { lines, usable }
}

/** A mistake in one check must not hide what the others found. */
async function guarded(name: string, check: () => Promise<CheckLine[]>): Promise<CheckLine[]> {
  try {
    return await check()
  } catch (error) {
    const what = error instanceof Error ? error.name : typeof error
    return [failure(name, `the check itself failed (${what})`, 'This is a mistake of doctor.')]
  }
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

async function checkProvider(
  { answer, metadata }: MetadataCheck,
  { config, applications }: { config: Config; applications: ExternalApplications | null },
): Promise<CheckLine[]> {
  const lines = answer === null ? [leftOut(['clock'], 'the metadata')] : checkClock(answer)
  if (metadata === null) {
    return [...lines, leftOut(['endpoints', 'algorithms', 'provider keys'], 'the metadata')]
  }
  const own = applications?.institutionIds().map((id) => applications.forInstitution(id)) ?? []
  const methods = new Set(own.map(({ authentication }) => authentication.method))
  methods.add(config.clientAuthentication.method)
  if (config.serviceClientId !== null) methods.add('private_key_jwt')
  const proofs = { methods, signingAlgorithm: applications?.signingKey()?.algorithm ?? null }
  return [
    ...lines,
    ...checkEndpoints(metadata, config),
    ...checkAlgorithms(metadata, { config, proofs }),
    ...(await guarded('provider keys', () => checkProviderKeys(metadata, config))),
  ]
}

async function authenticationOf(
  { metadata, trusted }: MetadataCheck,
  { config, applications }: { config: Config; applications: ExternalApplications | null },
): Promise<CheckLine[]> {
  const name = 'client authentication'
  if (applications === null) return [leftOut([name], 'the files of keys and applications')]
  if (metadata === null || !trusted) return [leftOut([name], 'the metadata')]
  const tokenEndpoint = findText(metadata, 'token_endpoint')
  if (tokenEndpoint === null) return [leftOut([name], 'the endpoints')]
  return checkClientAuthentication({ config, applications, tokenEndpoint })
}
