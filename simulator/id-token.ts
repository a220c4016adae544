import { createHash } from 'node:crypto'
import {
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  importJWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose'
import { breakSignature } from './break-signature.ts'
import type { IdTokenFault } from './faults.ts'
import { institutionZero } from './institutions.ts'
import type { SigningKey } from './signing-keys.ts'

/** What goes into the last step before an ID token leaves. */
export interface IdTokenRewrite {
  accessToken: string
  signingKeys: readonly SigningKey[]
  /** Seconds the simulator's clock runs ahead of the machine's. */
  clockOffset: number
  /** Claims that are other than they were; undefined leaves one out. */
  replaced: JWTPayload
  fault: IdTokenFault | undefined
}

/**
 * Signs an ID token anew with `at_hash`, which the real provider's sample carries and
 * oidc-provider leaves out of the code flow, in the simulator's time, and spoilt if so asked.
 */
export async function rewriteIdToken(idToken: string, rewrite: IdTokenRewrite): Promise<string> {
  const { alg, kid } = decodeProtectedHeader(idToken)
  const original = decodeJwt(idToken)
  const claims = spoil(
    {
      ...original,
      iat: (original.iat ?? 0) + rewrite.clockOffset,
      exp: (original.exp ?? 0) + rewrite.clockOffset,
      at_hash: hashOf(rewrite.accessToken),
      ...rewrite.replaced,
    },
    rewrite.fault,
  )
  if (rewrite.fault === 'unsigned') return new UnsecuredJWT(claims).encode()

  const key = rewrite.signingKeys.find((candidate) => candidate.kid === kid)
  if (key === undefined || alg === undefined) throw new Error('the signing key is not ours')
  if (rewrite.fault === 'unknown-key') {
    const { privateKey } = await generateKeyPair(alg)
    return new SignJWT(claims).setProtectedHeader({ alg, kid: 'nobody' }).sign(privateKey)
  }
  const signed = await new SignJWT(claims)
    .setProtectedHeader({ alg, kid: key.kid })
    .sign(await importJWK(key, alg))
  return rewrite.fault === 'broken-signature' ? breakSignature(signed) : signed
}

function spoil(claims: JWTPayload, fault: IdTokenFault | undefined): JWTPayload {
  switch (fault) {
    case 'wrong-nonce':
      return { ...claims, nonce: 'not-the-nonce-that-was-sent' }
    case 'wrong-issuer':
      return { ...claims, iss: `${claims.iss}/other` }
    case 'wrong-audience':
      return { ...claims, aud: 'another-application' }
    case 'wrong-at-hash':
      return { ...claims, at_hash: hashOf('another access token') }
    case 'other-subject':
      return { ...claims, sub: institutionZero }
    case 'no-subject': {
      const { sub: _sub, ...rest } = claims
      return rest
    }
    case 'expired':
      return { ...claims, iat: (claims.iat ?? 0) - 7200, exp: (claims.exp ?? 0) - 7200 }
    default:
      return claims
  }
}

// Half of the SHA-256 digest, as both RS256 and ES256 have it.
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
}
