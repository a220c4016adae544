import { type CsvRecord, parseCsv } from './csv'
import { type ImportRows, type LineProblem, noRows } from './import-rows'

const institutionColumns = ['institutionId', 'name', 'city', 'state', 'routingNumber']
const entitlementColumns = ['user', 'institutionId', 'roles']
/** Of more, nobody needs to hear that each is none of ours. */
const mostColumns = 50

type Fields = Readonly<Record<string, string | undefined>>

/**
 * Reads a CSV file of institutions (institutionId, name, city, state, routingNumber) or, when it has
 * the column user, of entitlements (user, institutionId, roles with semicolons between them).
 */
export function readCsv(text: string): ImportRows {
  const [header, ...records] = parseCsv(text)
  if (header === undefined) return noRows({ line: 1, message: 'the file is empty' })
  if (header.fields.length > mostColumns) {
    return noRows({ line: header.line, message: `there are ${header.fields.length} columns` })
  }
  const given = header.fields.map((field) => field.trim().toLowerCase())
  const isEntitlements = given.includes('user')
  const known = isEntitlements ? entitlementColumns : institutionColumns
  const columns = given.map((name) => known.find((column) => column.toLowerCase() === name))
  const wrong = findHeaderProblems(header, columns, known)
  if (wrong.length > 0) return noRows(...wrong)

  const problems: LineProblem[] = []
  const rows = records.flatMap(({ line, fields, broken }) => {
    if (broken) problems.push({ line, message: 'a quoted field does not end where it should' })
    else if (fields.length !== columns.length) {
      const message = `there are ${fields.length} fields, and ${columns.length} columns`
      problems.push({ line, message })
    } else return [{ line, values: toValues(columns, fields) }]
    return []
  })
  return isEntitlements
    ? { institutions: null, entitlements: rows.map(toEntitlement), problems }
    : { institutions: rows.map(toInstitution), entitlements: null, problems }
}

function findHeaderProblems(
  { line, fields }: CsvRecord,
  columns: readonly (string | undefined)[],
  known: readonly string[],
): LineProblem[] {
  const problems: LineProblem[] = []
  for (const [position, column] of columns.entries()) {
    const name = JSON.stringify(fields[position]?.slice(0, 60))
    if (column === undefined) {
      problems.push({ line, message: `${name} is no column; there are ${known.join(', ')}` })
    } else if (columns.indexOf(column) < position) {
      problems.push({ line, message: `${name} is there twice` })
    }
  }
  for (const needed of known.slice(0, 2)) {
    if (!columns.includes(needed)) {
      problems.push({ line, message: `the column ${needed} is missing` })
    }
  }
  return problems
}

function toValues(columns: readonly (string | undefined)[], fields: readonly string[]): Fields {
  const entries = columns.map(
    (column = '', position) => [column, fields[position]?.trim()] as const,
  )
  // An empty field is one that is not there.
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}

function toInstitution({ line, values }: { line: number; values: Fields }) {
  const { institutionId, name, city, state, routingNumber } = values
  return { line, institutionId, name, city, state, routingNumber }
}

function toEntitlement({ line, values }: { line: number; values: Fields }) {
  const { user, institutionId, roles } = values
  return { line, user, institutionId, roles: roles?.split(';').map((role) => role.trim()) }
}
