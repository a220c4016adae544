import type { Institution } from './institution'

/**
 * An institution as it is searched and sorted, in memory and in SQL alike: all knowledge of spelling
 * is here, so that a database compares plain text, byte by byte.
 *
 * The browser searches short lists with this very file, so it is pure and imports nothing.
 */
export interface Searchable {
  /** What lists are sorted by: name as a person reads it, place, id. */
  readonly sortKey: string
  /** The name normalised, and as it is written where that differs, so that `firs` finds `First`. */
  readonly name: string
  readonly writtenName: string
  /** All that is searched, each word after a space. */
  readonly text: string
  /** What may be typed instead of a name. */
  readonly id: string
  readonly routingNumber: string
}

/** What somebody looks for. */
export interface SearchQuery {
  /** Normalised; empty for everything. */
  readonly text: string
  /** Each of them must be found somewhere. */
  readonly words: readonly string[]
}

/** More would cost time and hardly narrow anything. */
export const longestQuery = 200
const mostWords = 10

/** A B-tree of Postgres takes entries of 2,700 bytes; these bounds keep every key below that. */
const longestName = 80
const longestPlace = 30
const longestId = 200

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
  return toWords(text)
    .split(' ')
    .map((word) => (Object.hasOwn(spelledOut, word) ? spelledOut[word] : word))
    .join(' ')
    .replace(/(?<= |^)fcu(?= |$)/g, 'federal credit union')
    .replace(/(?<= |^)cu(?= |$)/g, 'credit union')
}

/** Prepares an institution for being found. */
export function toSearchable(institution: Institution): Searchable {
  const { name, city = '', state = '', institutionId, routingNumber = '' } = institution
  const normalized = normalize(name)
  const written = toWords(name)
  const writtenName = written === normalized ? '' : written
  const rest = normalize(`${city} ${state} ${routingNumber} ${institutionId}`)
  return {
    sortKey: toSortKey(institution),
    name: cut(normalized),
    writtenName: cut(writtenName),
    text: ` ${[normalized, writtenName, rest].filter((part) => part !== '').join(' ')}`,
    id: normalize(institutionId),
    routingNumber: normalize(routingNumber),
  }
}

/** Reads what was typed, however long it is. */
export function parseSearchQuery(query: string): SearchQuery {
  const text = normalize(query.slice(0, longestQuery))
  const words = [...new Set(text.split(' '))].filter((word) => word !== '').slice(0, mostWords)
  return { text, words }
}

/**
 * 0: this very id or routing number · 1: the name begins with what was typed · 2: with its first
 * word · 3: every word begins one of the institution's words · 4: the rest.
 *
 * `search-sql.ts` says the same in SQL.
 */
export function rankOf(searchable: Searchable, { text, words }: SearchQuery): number {
  const { name, writtenName } = searchable
  const nameStartsWith = (start: string) => name.startsWith(start) || writtenName.startsWith(start)
  if (searchable.id === text || searchable.routingNumber === text) return 0
  if (nameStartsWith(text)) return 1
  if (nameStartsWith(words[0] ?? '')) return 2
  return words.every((word) => searchable.text.includes(` ${word}`)) ? 3 : 4
}

/** Never in the middle of a character, of which a database would take no half. */
function cut(name: string): string {
  return name.slice(0, longestName).replace(/[\ud800-\udbff]$/, '')
}

/** Lower case without accents, apostrophes and full stops: what a person's alphabet goes by. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’.]/g, '')
}

/** Words of letters and figures, of any script, and `&`, with one space between them. */
function toWords(text: string): string {
  return fold(text)
    .replace(/&/g, ' & ')
    .replace(/[^\p{L}\p{N}\p{M}&]+/gu, ' ')
    .trim()
}

/**
 * Compared by its code units it sorts as Postgres sorts it by its bytes (`COLLATE "C"`). Figures
 * have their zeros before them, so 2 comes before 10; the separator sorts before every letter, so
 * that a name comes before its own extensions.
 */
function toSortKey({ name, state = '', city = '', institutionId }: Institution): string {
  const parts = [
    fold(name).slice(0, longestName),
    fold(state).slice(0, longestPlace),
    fold(city).slice(0, longestPlace),
  ].map((part) => part.replace(/\d+/g, (figures) => figures.padStart(12, '0')))
  return (
    [...parts, institutionId.slice(0, longestId)]
      .join('\u0001')
      .toWellFormed()
      // No text of Postgres has it.
      .replaceAll('\u0000', '\u0001')
      // No character, and the mark of the pairs below.
      .replaceAll('\uffff', '\ufffe')
      // Code units of pairs are lower than U+E000 and more, their bytes are higher.
      .replace(/[\u{10000}-\u{10ffff}]/gu, (character) => `\uffff${character}`)
  )
}
