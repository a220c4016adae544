import { IncomingMessage } from 'node:http'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { readBody } from './http.ts'

/**
 * Reads the form of an application's request ahead of oidc-provider, so that it can be noted, and
 * refused before a code is used up. Undefined when it is too large to be one.
 */
export async function readClientForm(
  ctx: KoaContextWithOIDC,
): Promise<URLSearchParams | undefined> {
  const body = await readBody(ctx.req)
  if (body === undefined) return undefined
  ctx.req = unread(ctx.req, body)
  return new URLSearchParams(body)
}

// oidc-provider reads the stream itself, and warns about anything that was parsed for it.
function unread(req: IncomingMessage, body: string): IncomingMessage {
  const { headers, method = '', socket, url = '' } = req
  const copy = new IncomingMessage(socket)
  // It looks for its mount point in `originalUrl`. Without `complete`, the end of the copy would
  // count as an abort and close the connection.
  Object.assign(copy, { headers, method, url, originalUrl: Reflect.get(req, 'originalUrl') })
  copy.complete = true
  copy.push(body)
  copy.push(null)
  return copy
}
