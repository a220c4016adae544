import 'server-only'
import type { AuthContext } from './auth-context'

/**
 * The provider's signing keys, for a resource server in the same process: one cache, one limit on
 * fetches.
 *
 * @throws AppError `provider_unavailable`
 */
export async function getProviderKeys({ relyingParty }: AuthContext) {
  return (await relyingParty.provider.get()).keys.getKey
}
