import { type Config, ConfigError } from '@/lib/config/parse-config'
import { probeDatabase } from '@/lib/database/probe-database'
import { readSecretFile } from '@/lib/files/secret-file'
import { institutionsFileAt, parseInstitutionsFile } from '@/lib/institutions/institutions-file'
import { ask, redirectTarget } from './ask'
import { type CheckLine, failure, ok, warning } from './check-line'

const name = 'directory'

type DirectorySettings = Pick<
  Config,
  'institutionDirectory' | 'institutionsUrl' | 'institutionsFile' | 'databaseUrl'
>

/** Asks each source of the directory that is in use. */
export async function checkDirectory({
  institutionDirectory: directory,
  institutionsUrl,
  institutionsFile,
  databaseUrl,
}: DirectorySettings): Promise<CheckLine[]> {
  const lines: CheckLine[] = []
  if (directory === 'file') lines.push(...checkFile(institutionsFile ?? ''))
  if (directory === 'entitlements' || directory === 'both') {
    lines.push(await checkDatabase(databaseUrl))
  }
  if (directory === 'banno-groups' || directory === 'both') {
    lines.push(...(await checkBannoGroups(institutionsUrl ?? '')))
  }
  return lines
}

function checkFile(path: string): CheckLine[] {
  const file = institutionsFileAt(path)
  try {
    const { institutions, users } = parseInstitutionsFile(file, readSecretFile(file).text)
    return [ok(name, `${path} has ${institutions.length} institutions for ${users.size} names`)]
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((problem) => failure(name, problem, 'Correct the file.'))
  }
}

async function checkDatabase(url: string | null): Promise<CheckLine> {
  if (url === null || url.startsWith('embedded:'))
    return ok(name, 'is the embedded database, for one process')
  try {
    return ok(name, `DATABASE_URL answers: Postgres ${await probeDatabase(url)}`)
  } catch (error) {
    // Of a name with several addresses the error has no message, only a code.
    const { message, code } = error as { message?: string; code?: string }
    const advice = 'Correct DATABASE_URL: host, port, user, password, database, TLS.'
    return failure(name, `DATABASE_URL cannot be used: ${message || code}`, advice)
  }
}

/** Asks for an institution list without a token, which has to be refused. */
async function checkBannoGroups(institutionsUrl: string): Promise<CheckLine[]> {
  const url = institutionsUrl.replace('{userId}', '00000000-0000-0000-0000-000000000000')
  const wrongAddress = 'Correct JHI_INSTITUTIONS_URL; {userId} stands where the user’s id goes.'
  const answer = await ask(url)
  if ('problem' in answer) {
    const message = `${institutionsUrl} cannot be reached: ${answer.problem}`
    return [failure(name, message, wrongAddress)]
  }
  const { status } = answer
  if (status === 401 || status === 403) return [ok(name, `is there, and wants a token (${status})`)]
  const target = redirectTarget(answer, url)
  if (target !== null) {
    return [failure(name, `${institutionsUrl} sends on to ${target}`, wrongAddress)]
  }
  if (status === 404) return [failure(name, `nothing is at ${institutionsUrl} (404)`, wrongAddress)]
  if (status >= 500) {
    const advice =
      'Nobody can choose an institution until it answers: check JHI_INSTITUTIONS_URL, and its state.'
    return [failure(name, `${institutionsUrl} answers ${status}`, advice)]
  }
  if (status === 200) {
    const advice =
      'Check that JHI_INSTITUTIONS_URL is the list and not a page of a proxy; the list must want a token.'
    return [warning(name, `${institutionsUrl} answers 200 without a token`, advice)]
  }
  return [warning(name, `${institutionsUrl} answers ${status} without a token`, wrongAddress)]
}
