import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import {
  calculateJwkThumbprint,
  EmbeddedJWK,
  type JWK,
  type JWTPayload,
  errors as joseErrors,
  jwtVerify,
} from 'jose'
import type { Adapter } from 'oidc-provider'
import { type Now, secondsOf } from './clock.ts'
import type { DpopNonces } from './dpop-nonces.ts'

/** The algorithms of DPoP proofs that are taken, as documented; oidc-provider lacks ES256K. */
export const dpopAlgs = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384'] as const

/** What checking a DPoP proof takes. */
export interface ProofCheck {
  issuer: string
  adapter: (kind: string) => Adapter
  now: Now
  /** Undefined when proofs need no nonce. */
  dpopNonces: DpopNonces | undefined
}

/** Who holds the key, or what is wrong with the proof. */
export type Proof = { thumbprint: string } | { error: 'invalid_dpop_proof' | 'use_dpop_nonce' }

const invalid = { error: 'invalid_dpop_proof' } as const
const proofSeconds = 60
const aheadSeconds = 5

/** Checks the DPoP proof of a request for a resource (RFC 9449 §4.3, §9). */
export async function checkDpopProof(
  req: IncomingMessage,
  accessToken: string,
  check: ProofCheck,
): Promise<Proof> {
  const { dpop } = req.headers
  if (typeof dpop !== 'string') return invalid
  try {
    const { payload, protectedHeader } = await jwtVerify(dpop, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: [...dpopAlgs],
      requiredClaims: ['jti', 'iat'],
    })
    if (!isForThis(payload, req, accessToken, check.issuer)) return invalid
    if (check.dpopNonces?.accepts(payload.nonce) === false) return { error: 'use_dpop_nonce' }
    if (!isRecent(payload, check.now) || (await wasUsed(payload, check.adapter))) return invalid
    return { thumbprint: await calculateJwkThumbprint(protectedHeader.jwk as JWK) }
  } catch (error) {
    if (error instanceof joseErrors.JOSEError) return invalid
    throw error
  }
}

function isForThis(
  { ath, htm, htu }: JWTPayload,
  req: IncomingMessage,
  accessToken: string,
  issuer: string,
): boolean {
  const { origin, pathname } = new URL(req.url ?? '/', issuer)
  const expected = createHash('sha256').update(accessToken).digest('base64url')
  return htm === req.method && htu === origin + pathname && ath === expected
}

// By either clock: oidc-provider knows only the machine's, and an application may as well.
function isRecent({ iat }: JWTPayload, now: Now): boolean {
  return [secondsOf(Date.now), secondsOf(now)].some((seconds) => {
    const age = seconds - Number(iat)
    return age >= -aheadSeconds && age <= proofSeconds + aheadSeconds
  })
}

async function wasUsed({ jti }: JWTPayload, adapter: ProofCheck['adapter']): Promise<boolean> {
  const proofs = adapter('DpopProof')
  const id = String(jti)
  if ((await proofs.find(id)) !== undefined) return true
  await proofs.upsert(id, {}, proofSeconds * 2)
  return false
}
