import 'server-only'
import type { Config } from '@/lib/config/parse-config'

/**
 * The scopes that an upstream misses, if asking the provider for them may help: each may be asked for,
 * and one at least was not. What the provider did not grant, it would not grant a second time.
 *
 * @see RFC 6750 §3.1
 */
export function findRequestableScope(
  { scopes, optionalScopes }: Pick<Config, 'scopes' | 'optionalScopes'>,
  { requestedScopes }: { requestedScopes: readonly string[] },
  challenge: string | undefined,
): string | null {
  if (challenge === undefined || !/\berror="insufficient_scope"/.test(challenge)) return null
  const [, named = ''] = /\bscope="([^"]*)"/.exec(challenge) ?? []
  const missing = named.split(' ').filter((scope) => scope !== '')
  const isListed = missing.every(
    (scope) => scopes.includes(scope) || optionalScopes.includes(scope),
  )
  const isNew = missing.some((scope) => !requestedScopes.includes(scope))
  return isListed && isNew ? missing.join(' ') : null
}
