import 'server-only'
import { AppError } from '@/lib/errors'

/** How an access token is presented. */
export type AuthorizationScheme = 'Bearer' | 'DPoP'

/** What a DPoP proof may be signed with: Jack Henry's list, as far as Node.js can verify it. */
export const proofAlgorithms: readonly string[] = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384']

/**
 * The refusal of a request's token or proof. Its facts are what the `WWW-Authenticate` header of the
 * answer is made of: the scheme in use (none: nothing was sent), what is at fault, and `algs`.
 *
 * @see RFC 6750 §3, RFC 9449 §7.1
 */
export function invalidToken(
  message: string,
  facts: { scheme?: AuthorizationScheme; challenge?: 'invalid_dpop_proof'; check?: string },
  cause?: unknown,
): AppError {
  const algs = facts.scheme === 'Bearer' ? {} : { algs: proofAlgorithms.join(' ') }
  return new AppError('invalid_token', message, { facts: { ...facts, ...algs }, cause })
}
