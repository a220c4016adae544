import type { Institution, InstitutionPage } from './institution'
import type { InstitutionSearch } from './institution-directory'

/** A person's institutions, made ready once for many searches. */
export interface InstitutionIndex {
  readonly size: number
  find(institutionId: string): Institution | null
  search(search: InstitutionSearch): InstitutionPage
}

interface Entry {
  readonly institution: Institution
  /** What the list is sorted by: as a person reads it, so `First` is under F. */
  readonly sortKey: string
  /** Normalised, as is the text of all fields that are searched, and its words. */
  readonly name: string
  readonly text: string
  readonly words: readonly string[]
  /** What may be typed instead of a name. */
  readonly numbers: readonly string[]
}

/** More would cost time and hardly narrow anything. */
const mostWords = 10

const spelledOut: Readonly<Record<string, string>> = {
  '&': 'and',
  first: '1st',
  second: '2nd',
  third: '3rd',
  fourth: '4th',
  fifth: '5th',
}

/**
 * Text as it is compared: lower case, without accents and punctuation, `&` as `and`, ordinals as
 * figures, `FCU` and `CU` spelled out.
 */
export function normalize(text: string): string {
  return fold(text)
    .replace(/&/g, ' & ')
    .replace(/[^\p{L}\p{N}&]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => spelledOut[word] ?? word)
    .join(' ')
    .replace(/\bfcu\b/g, 'federal credit union')
    .replace(/\bcu\b/g, 'credit union')
}

/** Lower case without accents, apostrophes and full stops: what a person's alphabet goes by. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’.]/g, '')
}

/**
 * Prepares institutions for searching: A to Z by name, then by place and id, so that the order is
 * the same every time.
 */
export function indexInstitutions(institutions: readonly Institution[]): InstitutionIndex {
  const entries = institutions.map(toEntry).sort(compareEntries)
  const byId = new Map(institutions.map((institution) => [institution.institutionId, institution]))
  return {
    size: entries.length,
    find: (institutionId) => byId.get(institutionId) ?? null,
    search: ({ query, cursor, limit }) => {
      const matches = matchEntries(entries, normalize(query.slice(0, 200)))
      const start = startAfter(matches, cursor)
      const page = matches.slice(start, start + limit)
      const last = page.at(-1)
      return {
        institutions: page.map((entry) => entry.institution),
        total: matches.length,
        ...(last !== undefined &&
          start + limit < matches.length && {
            nextCursor: toCursor(start + limit, last.institution.institutionId),
          }),
      }
    },
  }
}

/** Every word must be found somewhere; what the name begins with comes first. */
function matchEntries(entries: readonly Entry[], query: string): readonly Entry[] {
  const words = [...new Set(query.split(' '))].filter((word) => word !== '').slice(0, mostWords)
  if (words.length === 0) return entries
  const ranked: Entry[][] = [[], [], [], []]
  for (const entry of entries) {
    if (words.every((word) => entry.text.includes(word))) {
      ranked[rank(entry, query, words)]?.push(entry)
    }
  }
  return ranked.flat()
}

/**
 * 0: this very id or routing number · 1: the name begins with the first word · 2: every word begins
 * one of its words · 3: the rest.
 */
function rank({ name, words: own, numbers }: Entry, query: string, words: string[]): number {
  if (numbers.includes(query)) return 0
  if (name.startsWith(words[0] ?? '')) return 1
  return words.every((word) => own.some((candidate) => candidate.startsWith(word))) ? 2 : 3
}

function toEntry(institution: Institution): Entry {
  const { name, city = '', state = '', institutionId, routingNumber = '' } = institution
  const text = normalize(`${name} ${city} ${state} ${routingNumber} ${institutionId}`)
  // The separator sorts before every letter, so that a name comes before its own extensions.
  const sortKey = [fold(name), fold(state), fold(city), institutionId].join('\u0000')
  return {
    institution,
    sortKey,
    name: normalize(name),
    text,
    words: text.split(' '),
    numbers: [routingNumber, normalize(institutionId)],
  }
}

function compareEntries(a: Entry, b: Entry): number {
  return a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0
}

/**
 * A cursor holds the position and the id of the last row shown. When the list has changed, the id
 * decides; when that row is gone, the position; an unreadable cursor begins at the start.
 */
function startAfter(matches: readonly Entry[], cursor: string | null): number {
  if (cursor === null) return 0
  const [position = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(/:(.*)/s)
  const start = Number(position)
  if (!Number.isInteger(start) || start < 0) return 0
  if (matches[start - 1]?.institution.institutionId === id) return start
  const found = matches.findIndex(({ institution }) => institution.institutionId === id)
  return found === -1 ? start : found + 1
}

function toCursor(position: number, institutionId: string): string {
  return Buffer.from(`${position}:${institutionId}`).toString('base64url')
}
