import 'server-only'
import { fetch as undiciFetch } from 'undici'
import type { Config } from '@/lib/config/parse-config'
import type { ExternalApplications } from '@/lib/external-applications/external-applications'
import { createProvider, type Provider } from './provider'
import type { Fetch } from './provider-fetch'

/** Us, as the provider's client: every act of this room takes it first. */
export interface RelyingParty {
  readonly config: Config
  readonly applications: ExternalApplications
  readonly provider: Provider
  /** The only redirect URI there is; nothing in a request changes it. */
  readonly redirectUri: string
  readonly now: () => number
}

/**
 * Makes the relying party. Nothing is fetched before the first use.
 *
 * undici's own `fetch` is the default: the global one is patched by Next.js for caching, which no
 * message of this protocol wants.
 *
 * @param options.redirectUri the callback route, unless the command line listens itself
 */
export function createRelyingParty(
  config: Config,
  {
    applications,
    fetch = undiciFetch as unknown as Fetch,
    now = Date.now,
    redirectUri = `${config.appUrl}/api/oidc/callback`,
  }: {
    applications: ExternalApplications
    fetch?: Fetch
    now?: () => number
    redirectUri?: string
  },
): RelyingParty {
  const provider = createProvider(config, { applications, fetch, now })
  return { config, applications, provider, redirectUri, now }
}
