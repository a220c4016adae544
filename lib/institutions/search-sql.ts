import 'server-only'
import { and, type SQL, sql } from 'drizzle-orm'
import { entitlements, institutions } from './entitlements-schema'
import type { SearchPlace } from './search-cursor'
import type { SearchQuery } from './searchable'

/** Whose institutions: people's names, or null for every institution there is. */
export type Scope = readonly string[] | null

/** How one rank is told, and how it is looked for alone. */
interface Rank {
  readonly is: SQL
  readonly isNot: SQL
  /** Whether `is` says already that every word is found. */
  readonly impliesMatch: boolean
  /**
   * Conditions that no two rows share and that are `is` together, each with an index that knows all
   * about it. Null: the list is read from A until there are enough.
   */
  readonly parts: readonly SQL[] | null
}

const { no, sortKey, searchName, searchWrittenName, searchText, searchId, routingNumber } =
  institutions
const always = sql`true`

/** The institutions in scope in which every word is found. */
export function matches(query: SearchQuery, scope: Scope): SQL {
  return all([isInScope(scope), hasEveryWord(query)])
}

/** The number of ranks that a search has; without words there is one. */
export function countRanks(query: SearchQuery): number {
  return ranksOf(query).length
}

/** What `rankOf` of `searchable.ts` says, as one expression. */
export function rankExpression(query: SearchQuery): SQL {
  const cases = ranksOf(query).map(({ is }, rank) => sql`when ${is} then ${sql.raw(`${rank}`)}`)
  return sql`case ${sql.join(cases, sql` `)} end`
}

/** Rows after a place, for rows with `rank` and `sort_key`. */
export function isAfter(place: SearchPlace | null): SQL {
  if (place === null) return always
  return sql`(rank, sort_key) > (${place.rank}::int, ${place.sortKey}::text collate "C")`
}

/** The rows of one rank, A to Z, and after a place when that is in this rank. */
export function rowsOfRank(
  query: SearchQuery,
  {
    scope,
    rank,
    place,
    limit,
  }: { scope: Scope; rank: number; place: SearchPlace | null; limit: number },
): SQL {
  const ranks = ranksOf(query)
  const { is, impliesMatch, parts } = ranks[rank] ?? others
  const rest = all([
    ...ranks.slice(0, rank).map(({ isNot }) => isNot),
    impliesMatch ? always : hasEveryWord(query),
    isInScope(scope),
    place?.rank === rank ? sql`${sortKey} > ${place.sortKey}` : always,
  ])
  const rows = (parts ?? [is]).map(
    (part) => sql`select ${no}, ${sortKey} from ${institutions} where ${part} and ${rest}`,
  )
  // With an offset the planner cannot turn the order into a walk through the whole list.
  return sql`(select no, sort_key, ${sql.raw(`${rank}`)} as rank from (
      ${sql.join(rows, sql` union all `)} ${parts === null ? sql`` : sql`offset 0`}
    ) as of_rank order by sort_key limit ${limit})`
}

const others: Rank = { is: always, isNot: sql`false`, impliesMatch: false, parts: null }

/** The ranks in order. A row has the first whose `is` holds. */
function ranksOf({ text, words }: SearchQuery): readonly Rank[] {
  if (words.length === 0) return [others]
  const [firstWord = ''] = words
  const wordsBegin = all(words.map((word) => sql`${searchText} like ${`% ${word}%`}`))
  return [
    isNumber(text),
    { ...nameStartsWith(text), impliesMatch: true },
    { ...nameStartsWith(firstWord), impliesMatch: false },
    { is: wordsBegin, isNot: sql`not (${wordsBegin})`, impliesMatch: true, parts: null },
    others,
  ]
}

function isNumber(text: string): Rank {
  const is = sql`(${searchId} = ${text} or ${routingNumber} = ${text})`
  return {
    is,
    // Asked once for the few there are, so that other ranks need not look at every row for it.
    isNot: sql`${no} <> all (array(select number.no from ${institutions} as number
      where number.search_id = ${text} or number.routing_number = ${text}))`,
    impliesMatch: true,
    parts: [is],
  }
}

function nameStartsWith(start: string): Omit<Rank, 'impliesMatch'> {
  const pattern = `${start}%`
  // The part about '' is that of the index.
  const written = sql`${searchWrittenName} <> '' and ${searchWrittenName} like ${pattern}`
  return {
    is: sql`(${searchName} like ${pattern} or (${written}))`,
    isNot: sql`${searchName} not like ${pattern} and ${searchWrittenName} not like ${pattern}`,
    parts: [
      sql`${searchName} like ${pattern}`,
      sql`${written} and ${searchName} not like ${pattern}`,
    ],
  }
}

/** Words are letters, figures and `&`, so nothing in them means anything to LIKE. */
function hasEveryWord({ words }: SearchQuery): SQL {
  return all(words.map((word) => sql`${searchText} like ${`%${word}%`}`))
}

function isInScope(scope: Scope): SQL {
  if (scope === null) return always
  return sql`exists (select from ${entitlements} where ${entitlements.institutionNo} = ${no}
    and ${entitlements.userName} in ${scope})`
}

function all(conditions: readonly SQL[]): SQL {
  return and(...conditions) ?? always
}
