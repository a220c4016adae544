import 'server-only'
import type { NextRequest, NextResponse } from 'next/server'
import type { Config } from '@/lib/config/parse-config'
import { rememberedCookieName, setRememberedCookie } from './cookies'
import {
  formatRemembered,
  mostPinned,
  parseRemembered,
  type RememberedIds,
} from './remembered-cookie'

/**
 * Where pins, recents and the wish to open the last one are kept: in one cookie of this browser, which outlives sign-out. A product
 * that wants them in its database changes what is in this file, and nothing else.
 */

/** Whose they are. */
interface Person {
  readonly issuer: string
  readonly subject: string
}

/** The cookies of a request, in a route or in a page. */
interface CookieJar {
  get(name: string): { readonly value: string } | undefined
}

/** The ids this person has at hand. They may be of the past: the directory decides what is shown. */
export function readRememberedIds(jar: CookieJar, config: Config, person: Person): RememberedIds {
  return parseRemembered(jar.get(rememberedCookieName(config))?.value, person)
}

/** Pins an institution, after those that are pinned already; beyond eight nothing changes. */
export function pin(ids: RememberedIds, institutionId: string): RememberedIds {
  const { pinned } = ids
  const isFull = pinned.length >= mostPinned
  return pinned.includes(institutionId) || isFull
    ? ids
    : { ...ids, pinned: [...pinned, institutionId] }
}

/** Takes a pin away. */
export function unpin(ids: RememberedIds, institutionId: string): RememberedIds {
  return { ...ids, pinned: ids.pinned.filter((id) => id !== institutionId) }
}

/** An institution was opened: it is the most recent. */
export function opened(ids: RememberedIds, institutionId: string): RememberedIds {
  const others = ids.recent.filter((id) => id !== institutionId)
  return { ...ids, recent: [institutionId, ...others] }
}

/** Keeps what is remembered for a person from now on. */
export function keepRememberedIds(
  request: NextRequest,
  response: NextResponse,
  { config, person, ids }: { config: Config; person: Person; ids: RememberedIds },
): void {
  const before = request.cookies.get(rememberedCookieName(config))?.value
  setRememberedCookie(response, config, formatRemembered(before, person, ids))
}

/** Drops pins and recents of everybody in this browser; what this person wishes stays. */
export function forgetInstitutionsOf(
  response: NextResponse,
  { config, person, ids }: { config: Config; person: Person; ids: RememberedIds },
): void {
  const left = formatRemembered(undefined, person, { ...ids, pinned: [], recent: [] })
  setRememberedCookie(response, config, left)
}

/** Leaves nothing of anybody in this browser. */
export function forgetRememberedIds(response: NextResponse, config: Config): void {
  setRememberedCookie(response, config, '')
}
