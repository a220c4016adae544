import type { ImportedContent, ImportedEntitlement } from '@/lib/institutions/entitlements-import'
import type { Institution } from '@/lib/institutions/institution'
import type { EntitlementRow, ImportRows, InstitutionRow, LineProblem } from './import-rows'

/** What a file says, and every line on which it says something wrong, in order. */
export interface CheckedFile {
  readonly content: ImportedContent
  readonly problems: readonly LineProblem[]
  /** The lines that entitle to an institution, by its id. */
  readonly linesOfId: ReadonlyMap<string, readonly number[]>
}

const anyone = '*'

/** Checks every row, and that none is there twice. */
export function checkRows({
  institutions,
  entitlements,
  problems: found,
}: ImportRows): CheckedFile {
  const problems = [...found]
  const linesOfId = new Map<string, number[]>()
  const content = {
    institutions:
      institutions && keepGood(institutions, problems, toInstitution, (one) => one.institutionId),
    entitlements:
      entitlements &&
      keepGood(entitlements, problems, toEntitlement, ({ userName, institutionId }) =>
        JSON.stringify([userName, institutionId]),
      ),
  }
  for (const { institutionId, line } of entitlements ?? []) {
    const lines = linesOfId.get(String(institutionId))
    if (lines) lines.push(line)
    else linesOfId.set(String(institutionId), [line])
  }
  return { content, problems: problems.sort((a, b) => a.line - b.line), linesOfId }
}

function keepGood<Row extends { line: number }, Value>(
  rows: readonly Row[],
  problems: LineProblem[],
  convert: (row: Row) => Value | string,
  keyOf: (value: Value) => string,
): Value[] {
  const firstLines = new Map<string, number>()
  return rows.flatMap((row) => {
    const { line } = row
    const value = convert(row)
    if (typeof value === 'string') {
      problems.push({ line, message: value })
      return []
    }
    const first = firstLines.get(keyOf(value))
    firstLines.set(keyOf(value), first ?? line)
    if (first === undefined) return [value]
    problems.push({ line, message: `the same stands on line ${first}` })
    return []
  })
}

/** The institution, or what is wrong with it. */
function toInstitution(row: InstitutionRow): Institution | string {
  const { institutionId, name, city, state, routingNumber } = row
  const wrong =
    findTextProblem('institutionId', institutionId, 200) ??
    findTextProblem('name', name, 300) ??
    (city === undefined ? null : findTextProblem('city', city, 300)) ??
    (state === undefined ? null : findTextProblem('state', state, 300)) ??
    findRoutingNumberProblem(routingNumber)
  if (wrong !== null) return wrong
  if (institutionId === anyone) return 'institutionId is "*", which stands for every institution'
  if (institutionId === '.' || institutionId === '..') {
    return 'institutionId is a dot, which no link can name'
  }
  return {
    institutionId: institutionId as string,
    name: name as string,
    ...(city !== undefined && { city: city as string }),
    ...(state !== undefined && { state: state as string }),
    ...(routingNumber !== undefined && { routingNumber: routingNumber as string }),
  }
}

/** The entitlement, or what is wrong with it. */
function toEntitlement(row: EntitlementRow): ImportedEntitlement | string {
  const { user, institutionId, roles } = row
  const wrong =
    findTextProblem('user', user, 300) ?? findTextProblem('institutionId', institutionId, 200)
  if (wrong !== null) return wrong
  if (roles !== undefined && !Array.isArray(roles)) return 'roles is no list'
  for (const role of roles ?? []) {
    const wrongRole = findTextProblem('a role', role, 100)
    if (wrongRole !== null) return wrongRole
  }
  return {
    userName: user as string,
    institutionId: institutionId as string,
    roles: roles === undefined ? null : [...new Set(roles as string[])],
  }
}

function findTextProblem(field: string, value: unknown, longest: number): string | null {
  if (value === undefined || value === '') return `${field} is missing`
  if (typeof value !== 'string') return `${field} is no text`
  if (value.trim() !== value) return `${field} begins or ends with a space`
  if ([...value].length > longest) return `${field} is longer than ${longest} characters`
  const isReadable = value.isWellFormed() && !/[\p{Cc}\ufffd]/u.test(value)
  return isReadable ? null : `${field} has characters that are none: is the file UTF-8?`
}

function findRoutingNumberProblem(value: unknown): string | null {
  if (value === undefined || /^\d{9}$/.test(String(value))) {
    return value === undefined || typeof value === 'string' ? null : 'routingNumber is no text'
  }
  return 'routingNumber is not nine digits; a spreadsheet may have dropped the first zeros'
}
