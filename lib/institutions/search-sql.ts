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
  /** Whether an index finds its rows; otherwise the list is read from A until there are enough. */
  readonly isIndexed: boolean
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
  const { is, impliesMatch, isIndexed } = ranks[rank] ?? others
  const where = all([
    is,
    ...ranks.slice(0, rank).map(({ isNot }) => isNot),
    impliesMatch ? always : hasEveryWord(query),
    isInScope(scope),
    place?.rank === rank ? sql`${sortKey} > ${place.sortKey}` : always,
  ])
  // With an offset the planner cannot turn the order into a walk through the whole list.
  return sql`(select no, sort_key, ${sql.raw(`${rank}`)} as rank from (
      select ${no}, ${sortKey} from ${institutions} where ${where} ${isIndexed ? sql`offset 0` : sql``}
    ) as of_rank order by sort_key limit ${limit})`
}

const others: Rank = { is: always, isNot: sql`false`, impliesMatch: false, isIndexed: false }

/** The ranks in order. A row has the first whose `is` holds. */
function ranksOf({ text, words }: SearchQuery): readonly Rank[] {
  if (words.length === 0) return [others]
  const [firstWord = ''] = words
  return [
    {
      is: sql`(${searchId} = ${text} or ${routingNumber} = ${text})`,
      isNot: sql`${searchId} <> ${text} and ${routingNumber} is distinct from ${text}`,
      impliesMatch: true,
      isIndexed: true,
    },
    { ...nameStartsWith(text), impliesMatch: true, isIndexed: true },
    { ...nameStartsWith(firstWord), impliesMatch: false, isIndexed: true },
    {
      is: all(words.map((word) => sql`${searchText} like ${`% ${word}%`}`)),
      isNot: sql`not (${all(words.map((word) => sql`${searchText} like ${`% ${word}%`}`))})`,
      impliesMatch: true,
      isIndexed: false,
    },
    others,
  ]
}

function nameStartsWith(start: string): Pick<Rank, 'is' | 'isNot'> {
  const pattern = `${start}%`
  // The part about '' is that of the index.
  return {
    is: sql`(${searchName} like ${pattern}
      or (${searchWrittenName} <> '' and ${searchWrittenName} like ${pattern}))`,
    isNot: sql`${searchName} not like ${pattern} and ${searchWrittenName} not like ${pattern}`,
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
