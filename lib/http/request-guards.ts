import 'server-only'
import type { NextRequest } from 'next/server'
import { getConfig } from '@/lib/config/config'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/observability/log'
import {
  isSameOriginPost,
  isTopLevelNavigation,
  type RequestOrigin,
  requestOrigin,
} from '@/lib/security/request-origin'

/** Lets a form post of this application through; @throws AppError `csrf_rejected` */
export function requireSameOriginPost(request: NextRequest): void {
  if (!isSameOriginPost(request.headers, getConfig().appUrl)) throw refused(request, 'form')
}

/**
 * Lets a page load through and tells where it comes from.
 *
 * @throws AppError `csrf_rejected` for a prefetch, an image, a frame or a script's fetch
 */
export function requireTopLevelNavigation(request: NextRequest): RequestOrigin {
  if (!isTopLevelNavigation(request.headers)) throw refused(request, 'navigation')
  return requestOrigin(request.headers, getConfig().appUrl)
}

/**
 * Lets an API call of this application through: the header `X-CSRF: 1`, which no other site can
 * send without asking first, and no sign of another origin.
 *
 * @throws AppError `csrf_rejected`
 * @see RFC 10017 §6.1.3.3.2
 */
export function requireSameOriginCall(request: NextRequest): void {
  const foreign = requestOrigin(request.headers, getConfig().appUrl) === 'foreign'
  if (foreign || request.headers.get('x-csrf') !== '1') throw refused(request, 'call')
}

function refused(request: NextRequest, kind: string): AppError {
  log('warn', 'csrf.refused', { kind, path: new URL(request.url).pathname })
  return new AppError('csrf_rejected', 'the request does not prove that this application made it')
}
