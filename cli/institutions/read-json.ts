import { type ImportRows, type LineProblem, noRows } from './import-rows'
import { findErrorLine, findJsonLines } from './json-lines'

type Members = Readonly<Record<string, unknown>>

/**
 * Reads JSON in the shape of `INSTITUTIONS_FILE`; either part may be missing. In place of an id,
 * `users` may have `{ "institutionId": "…", "roles": ["…"] }`.
 */
export function readJson(text: string): ImportRows {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    return noRows({ line: findErrorLine(text, error), message: 'this is not JSON' })
  }
  const { lines, repeated } = findJsonLines(text)
  const lineOf = (path: string) => lines.get(path) ?? 1
  const { institutions, users } = isObject(content) ? content : {}
  const problems: LineProblem[] = repeated.map((line) => ({
    line,
    message: 'the same name stands twice in one object',
  }))
  if (institutions === undefined && users === undefined) {
    problems.push({ line: 1, message: '{ "institutions": […], "users": {…} } is needed' })
  }
  if (institutions !== undefined && !Array.isArray(institutions)) {
    problems.push({ line: lineOf('institutions'), message: 'institutions is no list' })
  }
  if (users !== undefined && !isObject(users)) {
    problems.push({ line: lineOf('users'), message: 'users is no object: name → list of ids' })
  }
  const entitlementsOf = ([user, ids]: [string, unknown]) => {
    if (!Array.isArray(ids)) {
      problems.push({ line: lineOf(`users/${user}`), message: 'the ids of a user are no list' })
      return []
    }
    return ids.map((id: unknown, position) => {
      const { institutionId, roles } = isObject(id) ? id : { institutionId: id, roles: undefined }
      return { line: lineOf(`users/${user}/${position}`), user, institutionId, roles }
    })
  }
  return {
    institutions: Array.isArray(institutions)
      ? institutions.map((row: unknown, position) => ({
          line: lineOf(`institutions/${position}`),
          ...membersOf(row),
        }))
      : null,
    entitlements: isObject(users) ? Object.entries(users).flatMap(entitlementsOf) : null,
    problems,
  }
}

function membersOf(row: unknown) {
  const { institutionId, name, city, state, routingNumber } = isObject(row) ? row : {}
  // Null says the same as nothing.
  return {
    institutionId,
    name,
    city: city ?? undefined,
    state: state ?? undefined,
    routingNumber: routingNumber ?? undefined,
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
