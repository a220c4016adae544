import 'server-only'
import { randomUUID } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { getConfig } from '@/lib/config/config'
import { errorFacts, log } from '@/lib/observability/log'
import { withRequestId } from '@/lib/observability/request-id'
import { asAppError, problemResponse } from './error-response'
import { strictTransportSecurity } from './security-headers'

/** What a route handler gets beside the request. */
export interface RouteCall<Params> {
  readonly params: Params
  /** Names this request in the log, in `x-request-id` and in error answers. */
  readonly requestId: string
}

/** Nothing is kept, and should a browser ever show an answer as a page, nothing in it runs. */
const apiHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
}

/**
 * Wraps a route handler: a request id, the headers of an API unless the handler says otherwise, and
 * every error as problem details.
 */
export function route<Params = unknown>(
  handler: (request: NextRequest, call: RouteCall<Params>) => Promise<Response>,
) {
  return async function routeHandler(
    request: NextRequest,
    { params }: { params: Promise<Params> },
  ): Promise<Response> {
    const requestId = randomUUID()
    let response: Response
    try {
      const call = { params: await params, requestId }
      response = await withRequestId(requestId, () => handler(request, call))
    } catch (error) {
      const known = asAppError(error)
      const level = known.code === 'internal_error' ? 'error' : 'info'
      const { pathname } = new URL(request.url)
      log(level, 'request.failed', { requestId, path: pathname, ...errorFacts(known) })
      response = problemResponse(known, requestId)
    }
    response.headers.set('x-request-id', requestId)
    for (const [name, value] of Object.entries(apiHeaders)) {
      if (!response.headers.has(name)) response.headers.set(name, value)
    }
    if (getConfig().secure) {
      response.headers.set('strict-transport-security', strictTransportSecurity)
    }
    return response
  }
}
