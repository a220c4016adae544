import { randomUUID } from 'node:crypto'
import { importJWK, type JWTPayload, SignJWT } from 'jose'
import { breakSignature } from './break-signature.ts'
import { type Now, secondsOf } from './clock.ts'
import { simulatorSecret } from './external-applications.ts'
import { type LogoutTokenFault, spoilLogoutClaims } from './logout-token-faults.ts'
import type { SigningKey } from './signing-keys.ts'

/** Whom a logout token is about, and which application it is for. */
export interface LogoutTokenRequest {
  clientId: string
  /** The person; left out, the token names the session alone. */
  sub?: string | undefined
  /** The provider's session as the ID token named it; left out, the token means all of them. */
  sid?: string | undefined
  /** Names the token; given twice, the second is a replay. Random by default. */
  jti?: string | undefined
  fault?: LogoutTokenFault | undefined
}

/** What it takes to sign one. */
export interface LogoutTokenParts {
  issuer: string
  signingKeys: readonly SigningKey[]
  signingAlg: SigningKey['alg']
  now: Now
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
const lifetimeSeconds = 120

/**
 * Makes a logout token, good or spoilt. oidc-provider's own is not used: it has the machine's
 * time and cannot be spoilt.
 *
 * @see OpenID Connect Back-Channel Logout 1.0 §2.4
 */
export async function createLogoutToken(
  { clientId, fault, jti = randomUUID(), sid, sub }: LogoutTokenRequest,
  parts: LogoutTokenParts,
): Promise<string> {
  const iat = secondsOf(parts.now)
  const claims = spoilLogoutClaims(
    {
      iss: parts.issuer,
      aud: clientId,
      iat,
      exp: iat + lifetimeSeconds,
      jti,
      events: { [logoutEvent]: {} },
      ...(sub === undefined ? {} : { sub }),
      ...(sid === undefined ? {} : { sid }),
    },
    fault,
  )
  return sign(claims, fault, parts)
}

async function sign(
  claims: JWTPayload,
  fault: LogoutTokenFault | undefined,
  { signingAlg, signingKeys }: LogoutTokenParts,
): Promise<string> {
  const typ = fault === 'no-type' ? {} : { typ: 'logout+jwt' }
  // By hand, since jose gives an unsigned token no type, and one thing at a time is to be wrong.
  if (fault === 'unsigned') return `${encode({ alg: 'none', ...typ })}.${encode(claims)}.`
  if (fault === 'shared-secret') {
    const secret = new TextEncoder().encode(simulatorSecret)
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...typ }).sign(secret)
  }
  const alg = fault === 'wrong-algorithm' ? otherThan(signingAlg) : signingAlg
  const key = signingKeys.find((candidate) => candidate.alg === alg)
  if (key === undefined) throw new Error(`there is no key for ${alg}`)
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg, kid: key.kid, ...typ })
    .sign(await importJWK(key, alg))
  return fault === 'broken-signature' ? breakSignature(token) : token
}

function otherThan(alg: SigningKey['alg']): SigningKey['alg'] {
  return alg === 'RS256' ? 'ES256' : 'RS256'
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
