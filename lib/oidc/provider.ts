import 'server-only'
import {
  allowInsecureRequests,
  Configuration,
  customFetch,
  discovery,
  None,
  type ServerMetadata,
} from 'openid-client'
import type { Config } from '@/lib/config/parse-config'
import { AppError } from '@/lib/errors'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import type { ExternalApplications } from '@/lib/external-applications/external-applications'
import { errorFacts, log } from '@/lib/observability/log'
import { authenticateClient } from './client-authentication'
import { toAppError } from './oidc-error'
import { createProviderFetch, type Fetch } from './provider-fetch'
import { createProviderKeys, type ProviderKeys } from './provider-keys'

/** The provider as known now: its metadata and its signing keys. */
export interface KnownProvider {
  readonly metadata: Readonly<ServerMetadata>
  readonly keys: ProviderKeys
  /** What openid-client needs to speak to it as one of our applications. */
  configurationFor(application: ExternalApplication): Configuration
}

/** Keeps what is known of the provider. */
export interface Provider {
  /**
   * Metadata and keys: from memory once they are known, else fetched by one request for all
   * callers.
   *
   * @throws AppError `provider_unavailable` when they are not known and cannot be had
   */
  get(): Promise<KnownProvider>
}

const refreshAfter = 10 * 60_000
const retryAfter = 1_000
const patience = 1_500

/**
 * Discovers the provider on first use. Metadata older than ten minutes is refreshed behind the
 * callers' backs; while that fails the old serves on.
 *
 * @see OpenID Connect Discovery 1.0 §4
 */
export function createProvider(
  config: Config,
  {
    applications,
    fetch,
    now,
  }: { applications: ExternalApplications; fetch: Fetch; now: () => number },
): Provider {
  let known: (KnownProvider & { loadedAt: number }) | null = null
  let pending: Promise<KnownProvider> | null = null
  let failure: { error: AppError; at: number } | null = null

  const load = async (): Promise<KnownProvider> => {
    const metadata = await discover(config, fetch)
    const jwksUri = requireEndpoint(metadata.jwks_uri, 'jwks_uri', config)
    requireEndpoint(metadata.authorization_endpoint, 'authorization_endpoint', config)
    requireEndpoint(metadata.token_endpoint, 'token_endpoint', config)

    const sameKeys = known?.keys.jwksUri === jwksUri ? known.keys : null
    const keys = sameKeys ?? createProviderKeys(jwksUri, { fetch: createProviderFetch(fetch), now })
    await keys.reload().catch((error: unknown) => {
      // Kept keys still verify; with none at all there is no provider to speak of.
      if (sameKeys === null) throw error
      log('warn', 'provider.metadata_refresh_failed', errorFacts(toAppError(error)))
    })
    const configurationFor = configurations(metadata, { config, applications, fetch })
    known = { metadata, keys, configurationFor, loadedAt: now() }
    failure = null
    log('info', 'provider.metadata_loaded', { issuer: metadata.issuer })
    return known
  }

  const refresh = () => {
    pending ??= load()
      .catch((cause: unknown) => {
        const error = new AppError(
          'provider_unavailable',
          'the provider’s metadata is not usable',
          {
            cause: toAppError(cause),
            retryable: true,
          },
        )
        failure = { error, at: now() }
        log('warn', 'provider.metadata_refresh_failed', errorFacts(error))
        throw error
      })
      .finally(() => {
        pending = null
      })
    return pending
  }

  return {
    async get() {
      if (known !== null) {
        const recentlyFailed = failure !== null && now() - failure.at < 30_000
        if (now() - known.loadedAt > refreshAfter && !recentlyFailed) refresh().catch(() => {})
        return known
      }
      if (failure === null) return refresh()
      if (now() - failure.at < retryAfter) throw failure.error
      // It failed before: a provider that hangs must not hold up every page that asks.
      return settledWithin(refresh(), patience, failure.error)
    },
  }
}

async function settledWithin<T>(promise: Promise<T>, milliseconds: number, otherwise: Error) {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(otherwise), milliseconds)
  })
  promise.catch(() => {})
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}

async function discover(config: Config, fetch: Fetch): Promise<ServerMetadata> {
  const configuration = await discovery(
    new URL(config.discoveryUrl),
    config.clientId,
    undefined,
    None(),
    {
      [customFetch]: openidFetch(fetch),
      execute: config.discoveryUrl.startsWith('http:') ? [allowInsecureRequests] : [],
    },
  )
  const metadata = configuration.serverMetadata()
  // openid-client compares the issuer only when it is given one; a full URL skips the comparison.
  if (metadata.issuer !== config.issuer) {
    throw new AppError(
      'provider_unavailable',
      'the metadata names another issuer than JHI_ISSUER',
      { facts: { found: metadata.issuer.slice(0, 200) } },
    )
  }
  return metadata
}

/** One configuration for each application, made when it is first used. */
function configurations(
  metadata: ServerMetadata,
  {
    config,
    applications,
    fetch,
  }: { config: Config; applications: ExternalApplications; fetch: Fetch },
): KnownProvider['configurationFor'] {
  const made = new WeakMap<ExternalApplication, Configuration>()
  return (application) => {
    const known = made.get(application)
    if (known !== undefined) return known
    const proof = authenticateClient(application, {
      audience: config.clientAssertionAudience,
      signingKey: applications.signingKey,
    })
    const configuration = new Configuration(metadata, application.clientId, undefined, proof)
    configuration[customFetch] = openidFetch(fetch)
    if (config.discoveryUrl.startsWith('http:')) allowInsecureRequests(configuration)
    made.set(application, configuration)
    return configuration
  }
}

const openidFetch = (fetch: Fetch) =>
  createProviderFetch(fetch) as NonNullable<Configuration[typeof customFetch]>

function requireEndpoint(url: string | undefined, name: string, config: Config): string {
  const insecureAllowed = config.discoveryUrl.startsWith('http:')
  const usable =
    url !== undefined &&
    URL.canParse(url) &&
    (new URL(url).protocol === 'https:' || (insecureAllowed && new URL(url).protocol === 'http:'))
  if (!usable) {
    throw new AppError('provider_unavailable', `the metadata has no usable ${name}`)
  }
  return url
}
