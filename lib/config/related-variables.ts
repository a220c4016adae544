import type { Environment, Variables } from './environment-schema'

/** What proving who we are asks of variables: each problem is named as the operator reads it. */
export function findClientProblems(env: Partial<Environment>): string[] {
  const problems: string[] = []
  const withKeys = env.JHI_CLIENT_AUTH === 'private_key_jwt'
  const hasKeys = env.JHI_CLIENT_KEYS !== undefined
  // Whatever the method was meant to be, it needs one of the two.
  if (env.JHI_CLIENT_AUTH === undefined && !hasKeys && env.JHI_CLIENT_SECRET === undefined) {
    problems.push('JHI_CLIENT_SECRET must be set, or JHI_CLIENT_KEYS for private_key_jwt')
  }
  if (withKeys && !hasKeys) problems.push('JHI_CLIENT_KEYS must be set, for private_key_jwt')
  if (env.JHI_CLIENT_AUTH !== undefined && !withKeys && env.JHI_CLIENT_SECRET === undefined) {
    problems.push(`JHI_CLIENT_SECRET must be set, for ${env.JHI_CLIENT_AUTH}`)
  }
  if (env.JHI_SERVICE_CLIENT_ID !== undefined && env.JHI_SERVICE_CLIENT_ID === env.JHI_CLIENT_ID) {
    problems.push('JHI_SERVICE_CLIENT_ID must be another application than JHI_CLIENT_ID')
  }
  if (env.JHI_SERVICE_CLIENT_ID !== undefined && !hasKeys) {
    problems.push('JHI_CLIENT_KEYS must be set, for JHI_SERVICE_CLIENT_ID')
  }
  return problems
}

/** What the directory asks of variables; those that are set and wrong have been named already. */
export function findDirectoryProblems(
  { INSTITUTION_DIRECTORY: directory }: Partial<Environment>,
  { JHI_INSTITUTIONS_URL, INSTITUTIONS_FILE }: Variables,
): string[] {
  const asksBannoGroups = directory === 'banno-groups' || directory === 'both'
  if (asksBannoGroups && JHI_INSTITUTIONS_URL === undefined) {
    return ['JHI_INSTITUTIONS_URL must be set']
  }
  if (directory === 'file' && INSTITUTIONS_FILE === undefined) {
    return ['INSTITUTIONS_FILE must be set, for the directory file']
  }
  return []
}
