import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import { answerInstitutions, type GroupsApiParts, userIdOfPath } from './groups-api.ts'
import { createHomePage } from './home-page.ts'
import { sendJson, sendPage } from './http.ts'
import { answerSignIn } from './sign-in.ts'
import { answerSwitches, type SwitchParts } from './switches.ts'
import { answerUserinfo, type UserinfoParts } from './userinfo.ts'

/** What the routes need; read anew for each request, since key rotation replaces some of it. */
export interface RequestParts extends GroupsApiParts, UserinfoParts, SwitchParts {
  provider: Provider
  appUrl: string
}

const discoveryPath = '/.well-known/openid-configuration'

/** Answers one request: the simulator's own routes first, the rest is oidc-provider's. */
export async function handleRequest(
  req: IncomingMessage,
  res: ServerResponse,
  parts: RequestParts,
): Promise<void> {
  const { host, pathname: base } = new URL(parts.issuer)
  const url = URL.parse(req.url ?? '/', parts.issuer)
  if (url === null) return sendJson(res, 400, { error: 'invalid_request' })
  const path = url.pathname

  const userId = req.method === 'GET' ? userIdOfPath(path) : undefined
  if (userId !== undefined) {
    return answerInstitutions(req, res, { userId, cursor: url.searchParams.get('cursor') }, parts)
  }
  if (path.startsWith('/simulator/')) return answerSwitches(req, res, path, parts)
  if (path === '/') return sendPage(res, 200, createHomePage(parts.issuer, parts.appUrl))
  if (path === `${base}/me`) return answerUserinfo(req, res, parts)
  if (path.startsWith(`${base}/interaction/`)) return answerSignIn(req, res, parts.provider)

  const providerPath = path === discoveryPath ? `${base}${discoveryPath}` : path
  if (!providerPath.startsWith(`${base}/`)) return sendJson(res, 404, { error: 'not_found' })

  // oidc-provider finds its mount point by comparing these two, and its own origin in `host`; an
  // answer must name the issuer's origin under whichever name this machine was reached.
  Object.assign(req, { originalUrl: `${providerPath}${url.search}` })
  req.url = `${providerPath.slice(base.length)}${url.search}`
  req.headers.host = host
  await parts.provider.callback()(req, res)
}
