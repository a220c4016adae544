import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/lib/database/database'
import { selectRows } from '@/lib/database/select-rows'
import { directoryVersion, entitlementsToAll, institutions } from './entitlements-schema'
import type { Institution, InstitutionPage } from './institution'
import type { InstitutionSearch } from './institution-directory'
import { everything } from './institutions-file'
import { parseCursor, type SearchPlace, toCursor } from './search-cursor'
import { countRanks, isAfter, matches, rankExpression, rowsOfRank, type Scope } from './search-sql'
import { parseSearchQuery, type SearchQuery } from './searchable'

type Db = Database['db']

const mostTotals = 5_000
const { no, institutionId, name, city, state, routingNumber, sortKey } = institutions

/** How a directory searches, and what it remembers of it. */
export interface SearchState {
  /** So many matches are ranked and counted at once; of more, page and total are asked for apart. */
  readonly fewMatches: number
  /** The totals of searches with many matches, as long as the data have this version. */
  readonly totals: Map<string, number>
  version: number
}

interface Row {
  readonly institutionId: string
  readonly name: string
  readonly city: string | null
  readonly state: string | null
  readonly routingNumber: string | null
  readonly rank: number
  readonly sortKey: string
}

/** Whose institutions a person's are, and the version of the data that says so. */
export async function findScope(
  db: Db,
  { subject, username }: { subject: string; username: string },
): Promise<{ scope: Scope; version: number }> {
  const names = [...new Set([subject, username, everything])]
  const answer = await selectRows<{ version: number; all: boolean }>(
    db,
    sql`select ${directoryVersion.version}::int as version, exists (
      select from ${entitlementsToAll} where ${entitlementsToAll.userName} in ${names}
    ) as "all" from ${directoryVersion}`,
  )
  const [found] = answer
  // Without it, what was remembered would never be known to be old.
  if (found === undefined) throw new Error('directory_version has no row')
  return { scope: found.all ? null : names, version: found.version }
}

/** The institution, if it is in scope. */
export async function findInScope(db: Db, scope: Scope, id: string): Promise<Institution | null> {
  // No text of Postgres has it.
  if (id.includes('\u0000')) return null
  const where = sql`${institutionId} = ${id} and ${matches({ text: '', words: [] }, scope)}`
  const [row] = await selectRows<Row>(
    db,
    sql`select ${columns} from ${institutions} where ${where}`,
  )
  return row === undefined ? null : toInstitution(row)
}

/** One page of the institutions in scope that match. */
export async function searchScope(
  db: Db,
  state: SearchState,
  { scope, version, search }: { scope: Scope; version: number; search: InstitutionSearch },
): Promise<InstitutionPage> {
  if (state.version !== version) {
    state.totals.clear()
    state.version = version
  }
  const query = parseSearchQuery(search.query)
  const { limit } = search
  const page = { scope, place: parseCursor(query, search.cursor), limit }
  const key = JSON.stringify([scope, query.text])
  const remembered = state.totals.get(key)
  if (remembered === undefined && query.words.length > 0) {
    const few = await searchFew(db, query, page, state.fewMatches)
    if (few !== null) return toPage(query, few.rows, few.total, limit)
  }
  const [rows, total] = await Promise.all([
    searchMany(db, query, page),
    remembered ?? countMatches(db, query, scope),
  ])
  if (state.version === version) {
    if (state.totals.size >= mostTotals) state.totals.clear()
    state.totals.set(key, total)
  }
  return toPage(query, rows, total, limit)
}

interface Window {
  readonly scope: Scope
  readonly place: SearchPlace | null
  readonly limit: number
}

/** Total and page by one look at all matches; null when there are more than a few. */
async function searchFew(
  db: Db,
  query: SearchQuery,
  { scope, place, limit }: Window,
  fewMatches: number,
): Promise<{ total: number; rows: Row[] } | null> {
  const [answer] = await selectRows<{ total: number; rows: Row[] | null }>(
    db,
    sql`with matching as materialized (
      select ${no}, ${sortKey}, ${rankExpression(query)} as rank from ${institutions}
      where ${matches(query, scope)} limit ${fewMatches + 1}
    ), page as (
      select * from matching where ${isAfter(place)} order by rank, sort_key limit ${limit + 1}
    )
    select (select count(*)::int from matching) as total, (
      select json_agg(row_to_json(rows)) from (${rowsOfPage()}) as rows
    ) as rows`,
  )
  if (answer === undefined || answer.total > fewMatches) return null
  return { total: answer.total, rows: answer.rows ?? [] }
}

/** The page alone, rank by rank: later ranks are not looked at when the page is full. */
function searchMany(db: Db, query: SearchQuery, { scope, place, limit }: Window): Promise<Row[]> {
  const ranks = Array.from({ length: countRanks(query) }, (_, rank) => rank)
  const branches = ranks
    .filter((rank) => rank >= (place?.rank ?? 0))
    .map((rank) => rowsOfRank(query, { scope, rank, place, limit: limit + 1 }))
  return selectRows<Row>(
    db,
    sql`with page as (
      select * from (${sql.join(branches, sql` union all `)}) as ranks limit ${limit + 1}
    ) ${rowsOfPage()}`,
  )
}

async function countMatches(db: Db, query: SearchQuery, scope: Scope): Promise<number> {
  const [answer] = await selectRows<{ total: number }>(
    db,
    sql`select count(*)::int as total from ${institutions} where ${matches(query, scope)}`,
  )
  return answer?.total ?? 0
}

const columns = sql`${institutionId} as "institutionId", ${name}, ${city}, ${state},
  ${routingNumber} as "routingNumber"`

function rowsOfPage(): SQL {
  return sql`select ${columns}, page.rank, page.sort_key as "sortKey"
    from page join ${institutions} using (no) order by page.rank, page.sort_key`
}

function toPage(query: SearchQuery, rows: Row[], total: number, limit: number): InstitutionPage {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    institutions: rows.slice(0, limit).map(toInstitution),
    total,
    ...(last && { nextCursor: toCursor(query, last) }),
  }
}

/** What is null in the table is left out. */
function toInstitution({ institutionId, name, city, state, routingNumber }: Row): Institution {
  return {
    institutionId,
    name,
    ...(city !== null && { city }),
    ...(state !== null && { state }),
    ...(routingNumber !== null && { routingNumber }),
  }
}
