import type { DecodedToken } from '@/cli/doctor/decode-token'

/**
 * What a service token may be used for, by its own claim, else by the answer it came with.
 *
 * @returns null when the provider does not say; what was asked for proves nothing
 */
export function findGrantedScopes(
  token: DecodedToken | null,
  answer: Readonly<Record<string, unknown>> | null,
): string[] | null {
  for (const scope of [token?.claims.scope, answer?.scope]) {
    if (typeof scope === 'string') return scope.split(/\s+/).filter(Boolean)
    if (Array.isArray(scope)) return scope.map(String)
  }
  return null
}
