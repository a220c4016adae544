import 'server-only'
import type { NextRequest, NextResponse } from 'next/server'
import type { Config } from '@/lib/config/parse-config'
import { clearAttemptCookie, clearSessionCookie, readAttempts, setSignOutState } from './cookies'

/**
 * Leaves the browser with nothing of the session that ended: its cookie, every attempt and all that
 * pages have stored go, and what the provider is to send back is remembered.
 *
 * @param state null when the browser is not sent to the provider
 */
export function replaceSessionCookies(
  request: NextRequest,
  response: NextResponse,
  { config, state }: { config: Config; state: string | null },
): void {
  clearSessionCookie(response, config)
  for (const id of readAttempts(request, config).keys()) clearAttemptCookie(response, config, id)
  if (state !== null) setSignOutState(response, config, state)
  // Not "cookies": that would empty every sibling subdomain, the provider's session included.
  response.headers.set('clear-site-data', '"cache", "storage"')
}
