import 'server-only'
import { z } from 'zod'
import { ConfigError } from '@/lib/config/parse-config'
import { describeProblem, fileProblem, type NamedFile, parseJson } from '@/lib/files/secret-file'
import type { Institution } from './institution'
import { parseInstitution } from './institution-record'

const mostProblems = 20

/** Stands for every person and for every institution. */
export const everything = '*'

/** Institutions, and who may open which. */
export interface InstitutionsFile {
  readonly institutions: readonly Institution[]
  /** Subject or username → ids; both may be {@link everything}. */
  readonly users: ReadonlyMap<string, ReadonlySet<string>>
}

/** `INSTITUTIONS_FILE` as a file to read: a hundred thousand institutions take 17 MB. */
export function institutionsFileAt(path: string): NamedFile {
  return { variable: 'INSTITUTIONS_FILE', path, mostMegabytes: 32 }
}

const fileSchema = z.object({
  institutions: z.array(z.unknown()),
  users: z.record(z.string(), z.array(z.string())),
})

/**
 * Reads `INSTITUTIONS_FILE`.
 *
 * @throws ConfigError with its first problems; a list that is not whole is not used at all
 */
export function parseInstitutionsFile(file: NamedFile, content: string): InstitutionsFile {
  const parsed = fileSchema.safeParse(parseJson(file, content))
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.') || 'the file'
    throw fileProblem(file, `${at} has another shape: { "institutions": […], "users": {…} }`)
  }
  const problems: string[] = []
  const byId = new Map<string, Institution>()
  for (const [position, row] of parsed.data.institutions.entries()) {
    const institution = parseInstitution(row)
    const at = `institutions[${position}]`
    if (institution === null) problems.push(`${at} needs an institutionId and a name`)
    else if (institution.institutionId === everything) problems.push(`${at} has the id "*"`)
    else if (byId.has(institution.institutionId)) problems.push(`${at} has the id of another`)
    else byId.set(institution.institutionId, institution)
  }
  const users = new Map<string, ReadonlySet<string>>()
  for (const [user, ids] of Object.entries(parsed.data.users)) {
    const unknown = ids.find((id) => id !== everything && !byId.has(id))
    if (unknown !== undefined) {
      const name = JSON.stringify(user.slice(0, 100))
      problems.push(`users.${name}[${ids.indexOf(unknown)}] is the id of no institution`)
    }
    users.set(user, new Set(ids))
  }
  if (problems.length > 0) throw new ConfigError(describeFirst(file, problems))
  return { institutions: [...byId.values()], users }
}

function describeFirst(file: NamedFile, problems: readonly string[]): string[] {
  const first = problems.slice(0, mostProblems)
  if (problems.length > mostProblems) first.push(`${problems.length - mostProblems} more`)
  return first.map((problem) => describeProblem(file, problem))
}
