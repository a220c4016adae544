import 'server-only'
import { decodeJwt, type JWTPayload } from 'jose'
import { AppError } from '@/lib/errors'

/**
 * Which institution tokens were issued for: the claim of the access token, else of the ID token,
 * else null. The access token came straight from the token endpoint over TLS, so it is read
 * without another signature check; one that is not a JWT simply says nothing.
 *
 * @throws AppError `institution_mismatch` when the two tokens disagree
 */
export function readInstitution(
  accessToken: string,
  idTokenClaims: JWTPayload | null,
  claimName: string,
): string | null {
  const inAccessToken = textClaim(decodeAccessToken(accessToken), claimName)
  const inIdToken = textClaim(idTokenClaims, claimName)
  if (inAccessToken !== null && inIdToken !== null && inAccessToken !== inIdToken) {
    throw new AppError('institution_mismatch', 'access token and ID token name two institutions')
  }
  return inAccessToken ?? inIdToken
}

/**
 * Compares the institution of the tokens with the one that was asked for. An institution must be
 * named; institution zero is compared when its id is configured.
 *
 * @throws AppError `institution_mismatch`
 */
export function requireInstitution({
  named,
  expected,
  institutionZero,
}: {
  named: string | null
  expected: string | null
  institutionZero: string | null
}): void {
  const required = expected ?? institutionZero
  if (required !== null && named !== required) {
    throw new AppError('institution_mismatch', 'the tokens are not for the institution asked for', {
      facts: { expected: required, named: named !== null },
    })
  }
}

function decodeAccessToken(accessToken: string): JWTPayload | null {
  try {
    return decodeJwt(accessToken)
  } catch {
    return null
  }
}

function textClaim(claims: JWTPayload | null, name: string): string | null {
  const value = claims?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}
