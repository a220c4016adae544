import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AccessTokenCheck, type AccessTokenClaims, verifyAccessToken } from './access-token.ts'
import { checkDpopProof, dpopAlgs, type ProofCheck } from './dpop-proof.ts'
import { sendJson } from './http.ts'

/** What checking a request's authorization takes. */
export interface AuthenticationParts extends AccessTokenCheck, ProofCheck {}

/** Why a request is refused, and the scheme that the challenge is for. */
export interface Refusal {
  scheme: 'Bearer' | 'DPoP'
  error: 'invalid_token' | 'insufficient_scope' | 'invalid_dpop_proof' | 'use_dpop_nonce'
}

/** What became of a request's authorization. */
export type Authentication = { claims: AccessTokenClaims; scheme: Refusal['scheme'] } | Refusal

/**
 * The claims of the access token a request came with: a bearer token, or one bound to a key with a
 * DPoP proof of that key. A bound token is worth nothing as a plain bearer token.
 */
export async function authenticateRequest(
  req: IncomingMessage,
  parts: AuthenticationParts,
): Promise<Authentication> {
  const [, name = '', token = ''] =
    /^(bearer|dpop) (\S+)$/i.exec(req.headers.authorization ?? '') ?? []
  const scheme = name.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer'
  const claims = await verifyAccessToken(token, parts)
  if (claims === undefined) return { scheme, error: 'invalid_token' }
  if (scheme === 'Bearer') {
    return claims.cnf === undefined ? { claims, scheme } : { scheme, error: 'invalid_token' }
  }
  const proof = await checkDpopProof(req, token, parts)
  if ('error' in proof) return { scheme, error: proof.error }
  return claims.cnf?.jkt === proof.thumbprint
    ? { claims, scheme }
    : { scheme, error: 'invalid_token' }
}

/** Refuses a request with a challenge (RFC 6750 §3, RFC 9449 §7.1), and a nonce if one is due. */
export function sendChallenge(
  res: ServerResponse,
  { scheme, error }: Refusal,
  { dpopNonces }: Pick<AuthenticationParts, 'dpopNonces'>,
): void {
  const algs = scheme === 'DPoP' ? `, algs="${dpopAlgs.join(' ')}"` : ''
  sendJson(
    res,
    error === 'insufficient_scope' ? 403 : 401,
    { error },
    {
      'WWW-Authenticate': `${scheme} error="${error}"${algs}`,
      ...(error === 'use_dpop_nonce' && dpopNonces !== undefined
        ? { 'DPoP-Nonce': dpopNonces.current() }
        : {}),
    },
  )
}
