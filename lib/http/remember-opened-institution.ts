import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'
import { getAuthContext } from '@/lib/auth/auth-context'
import { readSession } from '@/lib/auth/read-session'
import { isTopLevelNavigation } from '@/lib/security/request-origin'
import { readSessionSeal } from './cookies'
import { decodeSegment } from './decode-segment'
import { keepRememberedIds, opened, readRememberedIds } from './remembered-institutions'

/**
 * Puts the institution whose page is served at the head of the person's recents. It counts as opened
 * when the session holds access to it; a page that is fetched ahead, or that only leads into the
 * flow, opens nothing.
 */
export async function rememberOpenedInstitution(
  request: NextRequest,
  response: Response,
): Promise<Response> {
  const segment = /^\/i\/([^/]+)/.exec(request.nextUrl.pathname)?.[1]
  const isPage = request.method === 'GET' && isTopLevelNavigation(request.headers)
  if (segment === undefined || !isPage || !(response instanceof NextResponse)) return response
  const context = getAuthContext()
  const { config } = context
  const institutionId = decodeSegment(segment)
  // The page reads the session too, and says what is wrong with it.
  const session = await readSession(context, {
    sessionSeal: readSessionSeal(request, config),
    activity: false,
    accessTo: [institutionId],
  }).catch(() => null)
  if (session?.accesses.some((access) => access.institutionId === institutionId)) {
    const person = session.user
    const ids = opened(readRememberedIds(request.cookies, config, person), institutionId)
    keepRememberedIds(request, response, { config, person, ids })
  }
  return response
}
