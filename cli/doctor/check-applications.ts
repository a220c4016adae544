import { type Config, ConfigError } from '@/lib/config/parse-config'
import { parseApplications } from '@/lib/external-applications/applications-file'
import { applicationDefaults } from '@/lib/external-applications/external-applications'
import { readSecretFile } from '@/lib/files/secret-file'
import { worldReadableLine } from './check-client-keys'
import { type CheckLine, failure, ok, warning } from './check-line'
import { explainApplications } from './explain-applications'

const name = 'External Applications'
const nameThem =
  'Name each institution’s own application in JHI_APPLICATIONS, or leave JHI_INSTITUTION_PARAM unset.'

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
    const lines = [describeEntries(applications.size, config)]
    return worldReadable && hasSecrets ? [...lines, worldReadableLine(name, path)] : lines
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return explainApplications(error.problems)
  }
}

function describeEntries(size: number, { applicationsFile, institutionParam }: Config): CheckLine {
  if (size === 0 && institutionParam === null) {
    const message = `JHI_INSTITUTION_PARAM is empty and ${applicationsFile} names no institution: every token will be institution zero’s`
    return failure(name, message, nameThem)
  }
  if (size === 0) {
    const message = `${applicationsFile} is empty: JHI_CLIENT_ID serves every institution`
    return warning(name, message, 'Name institutions in it, or remove JHI_APPLICATIONS.')
  }
  const [have, they] =
    size === 1
      ? ['1 institution has its own', 'it exists']
      : [`${size} institutions have their own`, 'they exist']
  const others =
    institutionParam === null ? '; institutions that are not in it cannot be opened' : ''
  return ok(name, `${have}, in ${applicationsFile} (whether ${they}: doctor --sign-in)${others}`)
}

function checkWithoutFile({ institutionParam }: Config): CheckLine[] {
  if (institutionParam !== null) {
    return [ok(name, 'JHI_CLIENT_ID serves every institution; JHI_APPLICATIONS is not set')]
  }
  return [
    failure(
      name,
      'JHI_INSTITUTION_PARAM is empty and JHI_APPLICATIONS is not set: every token will be institution zero’s',
      nameThem,
    ),
  ]
}
