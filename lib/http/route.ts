import 'server-only'
import { randomUUID } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { getConfig } from '@/lib/config/config'
import type { AppError, ErrorCode } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import { withRequestId } from '@/lib/observability/request-id'
import { asAppError, problemResponse } from './error-response'
import { unavailablePage } from './page-gate'
import { strictTransportSecurity } from './security-headers'
import { seeOther } from './see-other'

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

type Handler<Params> = (request: NextRequest, call: RouteCall<Params>) => Promise<Response>

/**
 * Wraps a route handler: a request id, the headers of an API unless the handler says otherwise, and
 * every error as problem details.
 */
export function route<Params = unknown>(handler: Handler<Params>) {
  return wrap(handler, () => null)
}

/**
 * Wraps the handler of a route that people come to by a link or a form: without a session they are
 * led to sign in, and when it cannot be read to a page that says so.
 */
export function navigationRoute<Params = unknown>(handler: Handler<Params>) {
  return wrap(handler, (request, { code }) =>
    request.headers.get('sec-fetch-dest') === 'document' ? (pages[code] ?? null) : null,
  )
}

const pages: Partial<Record<ErrorCode, string>> = {
  session_required: '/sign-in?error=session_expired',
  store_unavailable: unavailablePage,
}

function wrap<Params>(
  handler: Handler<Params>,
  findPage: (request: NextRequest, error: AppError) => string | null,
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
      const page = findPage(request, known)
      response = page === null ? problemResponse(known, requestId) : seeOther(page)
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
