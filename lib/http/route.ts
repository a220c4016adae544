import 'server-only'
import { randomUUID } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { errorFacts, log } from '@/lib/observability/log'
import { asAppError, problemResponse } from './error-response'

/** What a route handler gets beside the request. */
export interface RouteCall<Params> {
  readonly params: Params
  /** Names this request in the log, in `x-request-id` and in error answers. */
  readonly requestId: string
}

/**
 * Wraps a route handler: a request id, `no-store` unless the handler says otherwise, and every
 * error as problem details.
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
      response = await handler(request, { params: await params, requestId })
    } catch (error) {
      const known = asAppError(error)
      const level = known.code === 'internal_error' ? 'error' : 'info'
      const { pathname } = new URL(request.url)
      log(level, 'request.failed', { requestId, path: pathname, ...errorFacts(known) })
      response = problemResponse(known, requestId)
    }
    response.headers.set('x-request-id', requestId)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    return response
  }
}
