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
 * Where pins and recents are kept: in one cookie of this browser, which outlives sign-out. A product
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
export function pin({ pinned, recent }: RememberedIds, institutionId: string): RememberedIds {
  const isFull = pinned.length >= mostPinned
  return pinned.includes(institutionId) || isFull
    ? { pinned, recent }
    : { pinned: [...pinned, institutionId], recent }
}

/** Takes a pin away. */
export function unpin({ pinned, recent }: RememberedIds, institutionId: string): RememberedIds {
  return { pinned: pinned.filter((id) => id !== institutionId), recent }
}

/** An institution was opened: it is the most recent. */
export function opened({ pinned, recent }: RememberedIds, institutionId: string): RememberedIds {
  return { pinned, recent: [institutionId, ...recent.filter((id) => id !== institutionId)] }
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

/** Leaves nothing of anybody in this browser. */
export function forgetRememberedIds(response: NextResponse, config: Config): void {
  setRememberedCookie(response, config, '')
}
