import 'server-only'

const usualLimit = 50
const mostRows = 200

/** Reads `query`, `cursor` and `limit` (1 to 200, else 50) of `GET /api/institutions`. */
export function readInstitutionSearch(parameters: URLSearchParams) {
  const limit = Number(parameters.get('limit') ?? usualLimit)
  return {
    query: parameters.get('query') ?? '',
    cursor: parameters.get('cursor'),
    limit: Number.isInteger(limit) && limit > 0 ? Math.min(limit, mostRows) : usualLimit,
  }
}
