import 'server-only'
import { AppError } from '@/lib/errors'
import type { AccessTokenClaims } from './verify-access-token'

/**
 * Lets a call through whose token is for this institution, this user and has this scope, in that
 * order and before anything is looked up.
 *
 * @throws AppError `institution_mismatch`, `user_mismatch`, `insufficient_scope`
 */
export function requireAccess(
  claims: AccessTokenClaims,
  required: { institutionId: string; userId: string; scope: string },
): void {
  if (claims.institutionId !== required.institutionId) {
    throw new AppError('institution_mismatch', 'the token is for another institution', {
      facts: { institutionId: required.institutionId },
    })
  }
  if (claims.subject !== required.userId) {
    throw new AppError('user_mismatch', 'the token is another user’s')
  }
  if (!claims.scopes.includes(required.scope)) {
    throw new AppError('insufficient_scope', 'the token lacks a scope', {
      facts: { scheme: claims.scheme, scope: required.scope },
    })
  }
}
