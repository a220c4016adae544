import 'server-only'
import { createHash } from 'node:crypto'
import { type JWTPayload, jwtVerify } from 'jose'
import { AppError } from '@/lib/errors'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import type { RelyingParty } from './relying-party'

const clockToleranceSeconds = 30
const oldestIssueSeconds = 600

/** The checked claims of an ID token. */
export interface IdTokenClaims extends JWTPayload {
  readonly sub: string
}

/**
 * Verifies an ID token on top of what openid-client has checked: its signature by the provider's
 * keys, and the rules openid-client leaves to its caller – `azp`, `at_hash`, the length of `sub`,
 * other audiences, an age that fits the moment.
 *
 * @throws AppError `response_rejected`, or what jose throws
 * @see OpenID Connect Core 1.0 §3.1.3.7, §3.1.3.8
 */
export async function verifyIdToken(
  { config, provider, now }: RelyingParty,
  {
    application: { clientId },
    idToken,
    accessToken,
  }: { application: ExternalApplication; idToken: string; accessToken: string },
): Promise<IdTokenClaims> {
  const { keys } = await provider.get()
  const { payload, protectedHeader } = await jwtVerify(idToken, keys.getKey, {
    algorithms: [...config.idTokenAlgorithms],
    issuer: config.issuer,
    audience: clientId,
    clockTolerance: clockToleranceSeconds,
    currentDate: new Date(now()),
    requiredClaims: ['sub', 'exp', 'iat'],
  })
  const { sub, aud, azp, iat = 0, at_hash: atHash } = payload
  const age = now() / 1_000 - iat
  if (typeof sub !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(sub)) throw rejected('sub')
  if (Array.isArray(aud) && aud.some((audience) => audience !== clientId)) {
    throw rejected('aud')
  }
  if (azp !== undefined && azp !== clientId) throw rejected('azp')
  if (age < -clockToleranceSeconds || age > oldestIssueSeconds) throw rejected('iat')
  if (atHash !== undefined && atHash !== accessTokenHash(accessToken, protectedHeader.alg)) {
    throw rejected('at_hash')
  }
  return { ...payload, sub }
}

/** The left half of the hash that goes with the signature's algorithm. */
function accessTokenHash(accessToken: string, algorithm: string): string {
  const bits = algorithm === 'EdDSA' ? '512' : algorithm.slice(2)
  const hash = createHash(`sha${bits}`).update(accessToken).digest()
  return hash.subarray(0, hash.length / 2).toString('base64url')
}

const rejected = (claim: string) =>
  new AppError('response_rejected', 'a claim of the ID token is not acceptable', {
    facts: { claim },
  })
