import 'server-only'
import { AppError } from '@/lib/errors'
import type { AccessTokenClaims } from './verify-access-token'

/**
 * Lets a call through whose token is for this institution.
 *
 * @throws AppError `institution_mismatch`
 */
export function requireInstitution(claims: AccessTokenClaims, institutionId: string): void {
  if (claims.institutionId !== null && claims.institutionId === institutionId) return
  throw new AppError('institution_mismatch', 'the token is for another institution', {
    facts: { institutionId },
  })
}

/**
 * Lets a call through whose token is this user's.
 *
 * @throws AppError `user_mismatch`
 */
export function requireUser(claims: AccessTokenClaims, userId: string): void {
  if (claims.subject === userId) return
  throw new AppError('user_mismatch', 'the token is another user’s')
}

/**
 * Lets a call through whose token has every one of these scopes; the caller is told which it lacks.
 *
 * @throws AppError `insufficient_scope`
 * @see RFC 6750 §3.1
 */
export function requireScopes(claims: AccessTokenClaims, scopes: readonly string[]): void {
  const missing = scopes.filter((scope) => !claims.scopes.includes(scope))
  if (missing.length === 0) return
  throw new AppError('insufficient_scope', 'the token lacks a scope', {
    facts: { scheme: claims.scheme, scope: missing.join(' ') },
    extensions: { missingScopes: missing },
  })
}

/**
 * Lets a call through whose person authenticated lately. A token that does not say when is no proof.
 *
 * @throws AppError `insufficient_user_authentication`
 * @see RFC 9470 §3
 */
export function requireRecentAuthentication(
  claims: AccessTokenClaims,
  { withinSeconds, now }: { withinSeconds: number; now: number },
): void {
  const age = now / 1_000 - (claims.authenticatedAt ?? Number.NEGATIVE_INFINITY)
  if (age <= withinSeconds) return
  throw new AppError('insufficient_user_authentication', 'the person authenticated too long ago', {
    facts: { scheme: claims.scheme, maxAge: withinSeconds },
    extensions: { maxAge: withinSeconds },
  })
}
