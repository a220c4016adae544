import 'server-only'
import { fetch as undiciFetch } from 'undici'
import type { Config } from '@/lib/config/parse-config'
import { createProvider, type Provider } from './provider'
import type { Fetch } from './provider-fetch'

/** Us, as the provider's client: every act of this room takes it first. */
export interface RelyingParty {
  readonly config: Config
  readonly provider: Provider
  readonly now: () => number
}

/**
 * Makes the relying party. Nothing is fetched before the first use.
 *
 * undici's own `fetch` is the default: the global one is patched by Next.js for caching, which no
 * message of this protocol wants.
 */
export function createRelyingParty(
  config: Config,
  {
    fetch = undiciFetch as unknown as Fetch,
    now = Date.now,
  }: { fetch?: Fetch; now?: () => number } = {},
): RelyingParty {
  return { config, provider: createProvider(config, { fetch, now }), now }
}

/** The only redirect URI there is; nothing in a request changes it. */
export function redirectUri({ config }: RelyingParty): string {
  return `${config.appUrl}/api/oidc/callback`
}
