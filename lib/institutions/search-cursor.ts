import 'server-only'
import { hash } from 'node:crypto'
import type { SearchQuery } from './searchable'

const longestCursor = 8_000

/** The place after a row: rows before it may come and go, and none is shown twice or left out. */
export interface SearchPlace {
  readonly rank: number
  readonly sortKey: string
}

/** Makes the opaque cursor of a page's last row. */
export function toCursor(query: SearchQuery, { rank, sortKey }: SearchPlace): string {
  return Buffer.from(`${rank}${digest(query)}${sortKey}`).toString('base64url')
}

/** The place of a cursor; null, which is the start, for one of another query and for none at all. */
export function parseCursor(query: SearchQuery, cursor: string | null): SearchPlace | null {
  if (cursor === null || cursor.length > longestCursor) return null
  const text = Buffer.from(cursor, 'base64url').toString()
  const rank = Number(text[0])
  const expected = digest(query)
  if (!(rank >= 0 && rank <= 4) || !text.startsWith(expected, 1)) return null
  // Never sent by us, and no text of Postgres has it.
  const sortKey = text.slice(1 + expected.length).replaceAll('\u0000', '')
  return { rank, sortKey }
}

function digest({ text }: SearchQuery): string {
  return hash('sha256', text, 'base64url').slice(0, 8)
}
