import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Institution, InstitutionPage } from './institution'
import type { InstitutionSearch } from './institution-directory'
import { parseCursor, type SearchPlace, toCursor } from './search-cursor'
import {
  parseSearchQuery,
  rankOf,
  type Searchable,
  type SearchQuery,
  toSearchable,
} from './searchable'

/** Takes some ten milliseconds. */
const atOnce = 1_000

/** Institutions made ready once for many searches. */
export interface InstitutionIndex {
  readonly size: number
  find(institutionId: string): Institution | null
  search(search: InstitutionSearch): InstitutionPage
  /** The same without the institutions that are not wanted; nothing is prepared again. */
  narrow(isWanted: (institution: Institution) => boolean): InstitutionIndex
}

interface Entry extends Searchable {
  readonly institution: Institution
}

/**
 * Prepares institutions for searching: A to Z by name, then by place and id, so that the order is
 * the same every time. Of an id that comes up twice the last counts.
 */
export function indexInstitutions(institutions: readonly Institution[]): InstitutionIndex {
  const entries = withoutRepeats(institutions).map(toEntry)
  return indexEntries(entries.sort(compareEntries))
}

/** The same a little at a time: while a long list is prepared, other people's requests go on. */
export async function indexGradually(
  institutions: readonly Institution[],
): Promise<InstitutionIndex> {
  const rows = withoutRepeats(institutions)
  const entries: Entry[] = []
  for (let start = 0; start < rows.length; start += atOnce) {
    if (start > 0) await setImmediate()
    entries.push(...rows.slice(start, start + atOnce).map(toEntry))
  }
  return indexEntries(entries.sort(compareEntries))
}

function withoutRepeats(institutions: readonly Institution[]): Institution[] {
  return [...new Map(institutions.map((one) => [one.institutionId, one])).values()]
}

function toEntry(institution: Institution): Entry {
  return { institution, ...toSearchable(institution) }
}

/** @param entries sorted */
function indexEntries(entries: readonly Entry[]): InstitutionIndex {
  const byId = new Map(
    entries.map(({ institution }) => [institution.institutionId, institution] as const),
  )
  let haystack: Haystack | undefined
  return {
    size: entries.length,
    find: (institutionId) => byId.get(institutionId) ?? null,
    search: ({ query, cursor, limit }) => {
      const parsed = parseSearchQuery(query)
      haystack ??= toHaystack(entries)
      const ranked = matchEntries(entries, haystack, parsed)
      const place = parseCursor(parsed, cursor)
      // One row more than is shown tells whether there is a next page.
      const rows = takeAfter(ranked, place, limit + 1)
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        institutions: rows.slice(0, limit).map(({ entry }) => entry.institution),
        total: ranked.reduce((total, rank) => total + rank.length, 0),
        ...(last && {
          nextCursor: toCursor(parsed, { rank: last.rank, sortKey: last.entry.sortKey }),
        }),
      }
    },
    narrow: (isWanted) => indexEntries(entries.filter(({ institution }) => isWanted(institution))),
  }
}

/** The texts of all entries in one, which is searched several times faster than one after the other. */
interface Haystack {
  readonly text: string
  /** Where each entry's text begins, and the end. */
  readonly starts: Uint32Array
}

function toHaystack(entries: readonly Entry[]): Haystack {
  const starts = new Uint32Array(entries.length + 1)
  for (const [position, { text }] of entries.entries()) {
    starts[position + 1] = (starts[position] ?? 0) + text.length + 1
  }
  // No word has the line break, so none is found across two entries.
  return { text: entries.map(({ text }) => `${text}\n`).join(''), starts }
}

/** The entries that match, by rank, each rank A to Z. */
function matchEntries(
  entries: readonly Entry[],
  { text, starts }: Haystack,
  query: SearchQuery,
): readonly (readonly Entry[])[] {
  // The longest word is in the fewest entries.
  const [longest, ...others] = query.words.toSorted((a, b) => b.length - a.length)
  if (longest === undefined) return [entries]
  const ranked: Entry[][] = [[], [], [], [], []]
  let position = 0
  for (let found = text.indexOf(longest); found !== -1; ) {
    while ((starts[position + 1] ?? 0) <= found) position += 1
    const entry = entries[position]
    if (entry && others.every((word) => entry.text.includes(word))) {
      ranked[rankOf(entry, query)]?.push(entry)
    }
    found = text.indexOf(longest, starts[position + 1])
  }
  return ranked
}

function takeAfter(
  ranked: readonly (readonly Entry[])[],
  place: SearchPlace | null,
  count: number,
): { entry: Entry; rank: number }[] {
  const rows: { entry: Entry; rank: number }[] = []
  for (const [rank, entries] of ranked.entries()) {
    if (rows.length >= count) break
    if (place !== null && rank < place.rank) continue
    const start = place?.rank === rank ? firstAfter(entries, place.sortKey) : 0
    for (const entry of entries.slice(start, start + count - rows.length))
      rows.push({ entry, rank })
  }
  return rows
}

/** Where in sorted entries those begin that come after a key. */
function firstAfter(entries: readonly Entry[], sortKey: string): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle]?.sortKey ?? '') > sortKey) high = middle
    else low = middle + 1
  }
  return low
}

function compareEntries(a: Entry, b: Entry): number {
  return a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0
}
