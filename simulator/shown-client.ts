import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose'
import type { KoaContextWithOIDC } from 'oidc-provider'

/** How a request says which application sent it, whether or not it proves it. */
export interface ShownClient {
  clientId: string | undefined
  clientAuth: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | undefined
  /** The client assertion without its signature, so that nobody can use it. */
  assertion: { header: { alg?: string; kid?: string }; claims: JWTPayload } | undefined
  /** The DPoP proof: whose key it shows, if it can be read, and whether it carries a nonce. */
  dpop: { thumbprint: string | undefined; nonce: boolean } | undefined
}

/** Reads it from the form and headers. No secret is in the answer. */
export async function readShownClient(
  ctx: KoaContextWithOIDC,
  form: URLSearchParams,
): Promise<ShownClient> {
  const [, credentials] = /^basic (\S+)$/i.exec(ctx.get('authorization')) ?? []
  const assertion = readAssertion(form.get('client_assertion'))
  const clientId = form.get('client_id') ?? userIdIn(credentials) ?? assertion?.claims.sub
  const dpop = ctx.get('dpop') === '' ? undefined : await readProof(ctx.get('dpop'))
  const clientAuth = methodOf(form, credentials)
  return { clientId, clientAuth, assertion, dpop }
}

function methodOf(form: URLSearchParams, credentials: string | undefined) {
  if (form.has('client_assertion')) return 'private_key_jwt'
  if (form.has('client_secret')) return 'client_secret_post'
  return credentials === undefined ? undefined : 'client_secret_basic'
}

function userIdIn(credentials: string | undefined): string | undefined {
  if (credentials === undefined) return undefined
  const [id = ''] = Buffer.from(credentials, 'base64').toString().split(':')
  return new URLSearchParams(`id=${id}`).get('id') ?? undefined
}

function readAssertion(jwt: string | null): ShownClient['assertion'] {
  try {
    const { alg, kid } = decodeProtectedHeader(jwt ?? '')
    const header = { ...(alg === undefined ? {} : { alg }), ...(kid === undefined ? {} : { kid }) }
    return { header, claims: decodeJwt(jwt ?? '') }
  } catch {
    return undefined
  }
}

async function readProof(jwt: string): Promise<ShownClient['dpop']> {
  try {
    const { jwk = { kty: '' } } = decodeProtectedHeader(jwt)
    const nonce = decodeJwt(jwt).nonce !== undefined
    return { thumbprint: await calculateJwkThumbprint(jwk), nonce }
  } catch {
    return { thumbprint: undefined, nonce: false }
  }
}
