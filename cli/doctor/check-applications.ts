import { type Config, ConfigError } from '@/lib/config/parse-config'
import { parseApplications } from '@/lib/external-applications/applications-file'
import { applicationDefaults } from '@/lib/external-applications/external-applications'
import { readSecretFile } from '@/lib/external-applications/secret-file'
import { worldReadableLine } from './check-client-keys'
import { type CheckLine, failure, ok } from './check-line'

const name = 'External Applications'

/** Reads the applications of single institutions. */
export function checkApplications(config: Config): CheckLine[] {
  const { applicationsFile: path } = config
  if (path === null) return checkWithoutFile(config)
  const file = { variable: 'JHI_APPLICATIONS', path }
  try {
    const { text, worldReadable } = readSecretFile(file)
    const applications = parseApplications(file, text, applicationDefaults(config))
    const hasSecrets = [...applications.values()].some(
      ({ application }) => application.authentication.method !== 'private_key_jwt',
    )
    const lines = [ok(name, `${applications.size} institutions have one of their own, in ${path}`)]
    return worldReadable && hasSecrets ? [...lines, worldReadableLine(name, path)] : lines
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const advice =
      'An entry is "<institution id>": { "clientId", "clientAuth"?, "clientSecret"?, "serviceClientId"? }.'
    return error.problems.map((problem) => failure(name, problem, advice))
  }
}

function checkWithoutFile({ institutionParam }: Config): CheckLine[] {
  if (institutionParam !== null) {
    return [ok(name, 'JHI_CLIENT_ID serves every institution; JHI_APPLICATIONS is not set')]
  }
  return [
    failure(
      name,
      'JHI_INSTITUTION_PARAM is empty and JHI_APPLICATIONS is not set: every token will be institution zero’s',
      'Name each institution’s own application in JHI_APPLICATIONS, or leave JHI_INSTITUTION_PARAM unset.',
    ),
  ]
}
