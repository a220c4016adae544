import type { Config } from '@/lib/config/parse-config'
import type { ExternalApplications } from '@/lib/external-applications/external-applications'
import { checkAlgorithms } from './check-algorithms'
import { checkClock } from './check-clock'
import { checkEndpoints } from './check-endpoints'
import { type CheckLine, leftOut } from './check-line'
import type { MetadataCheck } from './check-metadata'
import { checkProviderKeys } from './check-provider-keys'
import { guarded } from './guarded'

/** What the provider says of itself: its clock, its endpoints, what it speaks, its keys. */
export async function checkProvider(
  { answer, metadata }: MetadataCheck,
  { config, applications }: { config: Config; applications: ExternalApplications | null },
): Promise<CheckLine[]> {
  const lines = answer === null ? [leftOut(['clock'])] : checkClock(answer)
  if (metadata === null) {
    return [...lines, leftOut(['endpoints', 'algorithms', 'provider keys'])]
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
