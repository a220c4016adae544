import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'
import { getConfig } from '@/lib/config/config'
import { isTopLevelNavigation } from '@/lib/security/request-origin'
import type { InstitutionVerdict } from './institution-gate'
import { keepRememberedIds, opened, readRememberedIds } from './remembered-institutions'

/**
 * Puts the institution whose page is served at the head of the person's recents. It counts as opened
 * when the session holds access to it; a page that is fetched ahead, or that only leads into the
 * flow, opens nothing.
 */
export function rememberOpenedInstitution(
  request: NextRequest,
  response: Response,
  visit: InstitutionVerdict['opened'],
): Response {
  const isPage = request.method === 'GET' && isTopLevelNavigation(request.headers)
  if (visit === null || !isPage || !(response instanceof NextResponse)) return response
  const config = getConfig()
  const { institutionId, person } = visit
  const ids = opened(readRememberedIds(request.cookies, config, person), institutionId)
  keepRememberedIds(request, response, { config, person, ids })
  return response
}
