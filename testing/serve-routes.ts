import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { NextRequest } from 'next/server'
import * as jwks from '@/app/.well-known/jwks.json/route'
import * as accountSummary from '@/app/api/account-services/v1/[institutionId]/enterprise/[enterpriseUserId]/accounts/[accountId]/account-summary/route'
import * as availableBalance from '@/app/api/account-services/v1/[institutionId]/enterprise/[enterpriseUserId]/accounts/[accountId]/available-balance/route'
import * as dates from '@/app/api/account-services/v1/[institutionId]/enterprise/[enterpriseUserId]/accounts/[accountId]/dates/route'
import * as account from '@/app/api/account-services/v1/[institutionId]/enterprise/[enterpriseUserId]/accounts/[accountId]/route'
import * as inquiry from '@/app/api/account-services/v1/[institutionId]/enterprise/[enterpriseUserId]/accounts/inquiry/route'
import * as accounts from '@/app/api/account-services/v1/[institutionId]/enterprise/[enterpriseUserId]/accounts/route'
import * as openapi from '@/app/api/account-services/v1/openapi.json/route'
import * as bff from '@/app/api/bff/[institutionId]/[upstream]/[...path]/route'
import * as live from '@/app/api/health/live/route'
import * as ready from '@/app/api/health/ready/route'
import * as institutionList from '@/app/api/institutions/list/route'
import * as pins from '@/app/api/institutions/pins/route'
import * as institutions from '@/app/api/institutions/route'
import * as authorize from '@/app/api/oidc/authorize/route'
import * as backchannelLogout from '@/app/api/oidc/backchannel-logout/route'
import * as callback from '@/app/api/oidc/callback/route'
import * as logout from '@/app/api/oidc/logout/route'
import * as endSession from '@/app/api/sessions/[ref]/end/route'

type Handler = (request: NextRequest, context: { params: Promise<never> }) => Promise<Response>

const accountServices = '/api/account-services/v1'
const accountsPath = `${accountServices}/:institutionId/enterprise/:enterpriseUserId/accounts`
/** Yours to add to: the routes of yours that your flow tests call. */
const routes: [path: string, handlers: object][] = [
  ['/.well-known/jwks.json', jwks],
  ['/api/oidc/authorize', authorize],
  ['/api/oidc/callback', callback],
  ['/api/oidc/logout', logout],
  ['/api/oidc/backchannel-logout', backchannelLogout],
  ['/api/sessions/:ref/end', endSession],
  ['/api/institutions', institutions],
  ['/api/institutions/list', institutionList],
  ['/api/institutions/pins', pins],
  ['/api/health/live', live],
  ['/api/health/ready', ready],
  [accountsPath, accounts],
  [`${accountsPath}/inquiry`, inquiry],
  [`${accountsPath}/:accountId`, account],
  [`${accountsPath}/:accountId/account-summary`, accountSummary],
  [`${accountsPath}/:accountId/available-balance`, availableBalance],
  [`${accountsPath}/:accountId/dates`, dates],
  [`${accountServices}/openapi.json`, openapi],
  ['/api/bff/:institutionId/:upstream/*', bff],
]

/** The real route handlers behind a real port. A page's path answers `page`. */
export interface ServedRoutes {
  readonly origin: string
  close(): Promise<void>
}

/** Serves the route handlers over HTTP without a build, for tests of whole flows. */
export async function serveRoutes(): Promise<ServedRoutes> {
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`)
    const hasBody = !['GET', 'HEAD'].includes(incoming.method ?? 'GET')
    const request = new NextRequest(url, {
      method: incoming.method ?? 'GET',
      headers: incoming.headers as Record<string, string>,
      ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
    })
    const response = await answer(url, request)
    outgoing.writeHead(response.status, [...response.headers].flat())
    if (response.body) Readable.fromWeb(response.body as never).pipe(outgoing)
    else outgoing.end()
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(url: URL, request: NextRequest): Promise<Response> {
  for (const [path, handlers] of routes) {
    const match = new URLPattern({ pathname: path }).exec({ pathname: url.pathname })
    if (match === null) continue
    const handler = (handlers as Record<string, Handler | undefined>)[request.method]
    if (handler === undefined) return new Response(null, { status: 405 })
    const params = Object.fromEntries(
      Object.entries(match.pathname.groups).map(([name, value]) => [
        name,
        decodeURIComponent(value ?? ''),
      ]),
    )
    return handler(request, { params: Promise.resolve(params as never) })
  }
  // What nobody serves must not look like an answer.
  return url.pathname.startsWith('/api/')
    ? new Response('not listed in testing/serve-routes.ts', { status: 404 })
    : new Response('page')
}
