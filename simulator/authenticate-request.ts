import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import {
  calculateJwkThumbprint,
  EmbeddedJWK,
  type JWK,
  errors as joseErrors,
  jwtVerify,
} from 'jose'
import type { Adapter } from 'oidc-provider'
import { type AccessTokenCheck, type AccessTokenClaims, verifyAccessToken } from './access-token.ts'

/** What checking a request's authorization takes. */
export interface AuthenticationParts extends AccessTokenCheck {
  adapter: (kind: string) => Adapter
}

const proofSeconds = 60

/**
 * The claims of the access token a request came with: a bearer token, or one bound to a key with a
 * DPoP proof of that key. A bound token is worth nothing as a plain bearer token.
 */
export async function authenticateRequest(
  req: IncomingMessage,
  parts: AuthenticationParts,
): Promise<AccessTokenClaims | undefined> {
  const [, scheme = '', token = ''] =
    /^(bearer|dpop) (\S+)$/i.exec(req.headers.authorization ?? '') ?? []
  const claims = await verifyAccessToken(token, parts)
  if (claims === undefined) return undefined
  const bound = scheme.toLowerCase() === 'dpop'
  if (!bound) return claims.cnf === undefined ? claims : undefined
  const thumbprint = await provenThumbprint(req, token, parts)
  return thumbprint !== undefined && claims.cnf?.jkt === thumbprint ? claims : undefined
}

async function provenThumbprint(
  req: IncomingMessage,
  token: string,
  { adapter, issuer, now }: AuthenticationParts,
): Promise<string | undefined> {
  const { dpop } = req.headers
  if (typeof dpop !== 'string') return undefined
  try {
    const { payload, protectedHeader } = await jwtVerify(dpop, EmbeddedJWK, {
      typ: 'dpop+jwt',
      requiredClaims: ['jti', 'iat'],
      currentDate: new Date(now()),
      maxTokenAge: proofSeconds,
      clockTolerance: 5,
    })
    const url = new URL(req.url ?? '/', issuer)
    const ath = createHash('sha256').update(token).digest('base64url')
    const matches =
      payload.htm === req.method && payload.htu === url.origin + url.pathname && payload.ath === ath
    if (!matches || (await wasUsed(String(payload.jti), adapter))) return undefined
    return await calculateJwkThumbprint(protectedHeader.jwk as JWK)
  } catch (error) {
    if (error instanceof joseErrors.JOSEError) return undefined
    throw error
  }
}

async function wasUsed(id: string, adapter: AuthenticationParts['adapter']): Promise<boolean> {
  const proofs = adapter('DpopProof')
  if ((await proofs.find(id)) !== undefined) return true
  await proofs.upsert(id, {}, proofSeconds * 2)
  return false
}
