import type { JWK } from 'jose'
import type { ClientMetadata } from 'oidc-provider'
import { findInstitutionIndex } from './institutions.ts'
import { scopes } from './scopes.ts'

/** The secret of every application but the odd one. It opens nothing but this simulator. */
export const simulatorSecret = 'simulator-only-secret'

/** Names that `client_secret_basic` carries only when they are form-encoded (RFC 6749 §2.3.1). */
export const oddApplication = { clientId: 'starter odd:/+%&', secret: "s%cret:+&= /~*'()" }

// Where the application's command line takes the answer to a sign-in.
const commandLineCallback = 'http://localhost:4020/callback'

/** What the registration of the External Applications depends on. */
export interface ApplicationOptions {
  /** Origin of the application; decides the registered redirect URIs. */
  appUrl: string
  /** Public keys of the applications with a key, instead of an address. */
  clientJwks?: { keys: JWK[] } | undefined
  /** Where they are published; the application's `/.well-known/jwks.json` by default. */
  clientJwksUri?: string | undefined
  /** More redirect URIs, registered for every application. */
  redirectUris?: readonly string[] | undefined
}

/** The registered External Applications. */
export interface ExternalApplications {
  /** Those that are no institution's own. */
  readonly common: ClientMetadata[]
  /** The application of one institution. Made when asked for, since there are 100,000. */
  ofInstitution(clientId: string): ClientMetadata | undefined
}

/** Registers an application for each way of client authentication, and a service account. */
export function createExternalApplications(options: ApplicationOptions): ExternalApplications {
  const key = { token_endpoint_auth_method: 'private_key_jwt' as const, ...publishedKeys(options) }
  const withSecret = (clientId: string) => ({
    ...standard(clientId, options),
    ...secret('client_secret_basic'),
  })
  const withKey = (clientId: string) => ({ ...standard(clientId, options), ...key })
  const service = (clientId: string) => ({ ...serviceAccount(clientId), ...key })
  const { clientId, secret: oddSecret } = oddApplication

  return {
    common: [
      withSecret('starter'),
      { ...standard('starter-post', options), ...secret('client_secret_post') },
      { ...withSecret(clientId), client_secret: oddSecret },
      withKey('starter-key'),
      service('starter-service'),
    ],
    ofInstitution(clientId) {
      if (institutionOfApplication(clientId) === undefined) return undefined
      if (clientId.startsWith('starter-key-')) return withKey(clientId)
      return clientId.startsWith('starter-service-') ? service(clientId) : withSecret(clientId)
    },
  }
}

/** The institution an application is bound to; undefined when it serves all of them. */
export function institutionOfApplication(clientId: string): string | undefined {
  const institutionId = /^starter-(?:key-|service-)?([0-9a-f-]{36})$/.exec(clientId)?.[1]
  if (institutionId === undefined) return undefined
  return findInstitutionIndex(institutionId) === undefined ? undefined : institutionId
}

/** Where an application is told that a session of the provider has ended. */
export function backChannelLogoutUri(appUrl: string): string {
  return `${appUrl}/api/oidc/backchannel-logout`
}

function standard(clientId: string, { appUrl, redirectUris = [] }: ApplicationOptions) {
  const callback = `${appUrl}/api/oidc/callback`
  return {
    client_id: clientId,
    client_name: 'Starter',
    redirect_uris: [callback, commandLineCallback, ...redirectUris],
    // The documentation says that post-logout addresses are registered as callbacks. They are kept
    // apart here, because an application would never want a code at its signed-out page.
    post_logout_redirect_uris: [`${appUrl}/signed-out`, callback],
    backchannel_logout_uri: backChannelLogoutUri(appUrl),
    backchannel_logout_session_required: true,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    scope: scopes.join(' '),
  }
}

function serviceAccount(clientId: string) {
  return {
    client_id: clientId,
    client_name: 'Starter service',
    redirect_uris: [],
    grant_types: ['client_credentials'],
    response_types: [],
    scope: scopes.join(' '),
  }
}

function secret(method: 'client_secret_basic' | 'client_secret_post') {
  return { token_endpoint_auth_method: method, client_secret: simulatorSecret }
}

function publishedKeys({ appUrl, clientJwks, clientJwksUri }: ApplicationOptions) {
  if (clientJwks !== undefined) return { jwks: { keys: clientJwks.keys.map(publicHalf) } }
  return { jwks_uri: clientJwksUri ?? `${appUrl}/.well-known/jwks.json` }
}

// Tests often hand over a whole key pair; a registration holds the public half only.
function publicHalf({ d, p, q, dp, dq, qi, oth, k, ...jwk }: JWK): JWK {
  return jwk
}
