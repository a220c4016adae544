import { IncomingMessage } from 'node:http'
import { decodeJwt } from 'jose'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { readBody } from './http.ts'

/** What a token request says, before anybody has checked it. */
export interface TokenForm {
  grantType: string
  clientId: string | undefined
  refreshToken: string | undefined
}

/**
 * Reads the form of a token request ahead of oidc-provider, so that a switch can concern one grant
 * type and refuse it before a code is used up. Undefined when it is too large to be one.
 */
export async function readTokenForm(ctx: KoaContextWithOIDC): Promise<TokenForm | undefined> {
  const body = await readBody(ctx.req)
  if (body === undefined) return undefined
  ctx.req = unread(ctx.req, body)
  const form = new URLSearchParams(body)
  return {
    grantType: form.get('grant_type') ?? '',
    clientId: form.get('client_id') ?? clientOf(form, ctx.get('authorization')),
    refreshToken: form.get('refresh_token') ?? undefined,
  }
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

function clientOf(form: URLSearchParams, authorization: string): string | undefined {
  const [, credentials] = /^basic (\S+)$/i.exec(authorization) ?? []
  if (credentials !== undefined) {
    const [id = ''] = Buffer.from(credentials, 'base64').toString().split(':')
    return new URLSearchParams(`id=${id}`).get('id') ?? undefined
  }
  try {
    return decodeJwt(form.get('client_assertion') ?? '').sub
  } catch {
    return undefined
  }
}
