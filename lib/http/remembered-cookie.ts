import 'server-only'
import { hash } from 'node:crypto'

/** What one person has at hand in this browser: ids of institutions, the latest first in `recent`. */
export interface RememberedIds {
  readonly pinned: readonly string[]
  readonly recent: readonly string[]
  /** Whether the person wants the latest opened after a sign-in. */
  readonly opensLast: boolean
}

/** How many institutions a person may pin. */
export const mostPinned = 8
const mostRecent = 5
/** People who share a browser; of more, those who were here last. */
const mostPeople = 3
/** With its name, the cookie stays under 700 bytes. */
const mostCharacters = 660

interface Entry extends RememberedIds {
  readonly person: string
}

/** Whoever the provider says somebody is, in eight characters that tell nothing. */
function personKey({ issuer, subject }: { issuer: string; subject: string }): string {
  return hash('sha256', `${issuer} ${subject}`, 'base64url').slice(0, 8)
}

/**
 * What a cookie's value holds for one person; nothing of anybody else. A value that somebody has
 * changed by hand is read as far as it can be: ids are looked up in the person's own list anyway.
 */
export function parseRemembered(
  value: string | undefined,
  user: { issuer: string; subject: string },
): RememberedIds {
  const key = personKey(user)
  const own = parseEntries(value).find(({ person }) => person === key)
  return {
    pinned: own?.pinned ?? [],
    recent: own?.recent ?? [],
    opensLast: own?.opensLast ?? false,
  }
}

/** The new value after one person's part has changed; that person now comes first. */
export function formatRemembered(
  value: string | undefined,
  user: { issuer: string; subject: string },
  ids: RememberedIds,
): string {
  const key = personKey(user)
  const others = parseEntries(value).filter(({ person }) => person !== key)
  const parts: string[] = []
  for (const entry of [{ person: key, ...ids }, ...others].slice(0, mostPeople)) {
    const part = formatEntry(entry, mostCharacters - parts.join('!').length - parts.length)
    if (part === null) break
    parts.push(part)
  }
  return parts.join('!')
}

/** `person~pins~recents`, and `~l` where the latest opens by itself; ids with a full stop between them; people with `!`. Needs no escaping. */
function parseEntries(value: string | undefined): Entry[] {
  if (!value) return []
  return value
    .slice(0, mostCharacters)
    .split('!')
    .map((part) => part.split('~'))
    .filter(([person]) => person !== undefined && /^[\w-]{8}$/.test(person))
    .map(([person = '', pinned = '', recent = '', wish]) => ({
      person,
      pinned: parseIds(pinned).slice(0, mostPinned),
      recent: parseIds(recent).slice(0, mostRecent),
      opensLast: wish === 'l',
    }))
}

/** What does not fit is left out, first the oldest of the recent; null when nothing does. */
function formatEntry({ person, pinned, recent, opensLast }: Entry, room: number): string | null {
  const pins = pinned.slice(0, mostPinned).map(formatId)
  const recents = recent.slice(0, mostRecent).map(formatId)
  const wish = opensLast ? '~l' : ''
  const text = () => `${person}~${pins.join('.')}~${recents.join('.')}${wish}`
  while (text().length > room && recents.length + pins.length > 0) {
    if (recents.pop() === undefined) pins.pop()
  }
  const isEmpty = pins.length + recents.length === 0 && !opensLast
  return text().length > room || isEmpty ? null : text()
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

/** A UUID takes 22 characters; any other id as it is, after a star. */
function formatId(id: string): string {
  if (uuid.test(id)) return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
  return `*${Buffer.from(id).toString('base64url')}`
}

function parseIds(text: string): string[] {
  const ids = text.split('.').map(parseId)
  return [...new Set(ids.filter((id) => id !== null && id !== ''))] as string[]
}

function parseId(text: string): string | null {
  if (text.startsWith('*')) return Buffer.from(text.slice(1), 'base64url').toString()
  const hex = Buffer.from(text, 'base64url').toString('hex')
  if (hex.length !== 32) return null
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
