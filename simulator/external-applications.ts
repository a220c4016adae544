import type { JWK } from 'jose'
import type { ClientMetadata } from 'oidc-provider'
import { findInstitutionIndex } from './institutions.ts'
import { scopes } from './scopes.ts'

/** The secret of every application that has one. It opens nothing but this simulator. */
export const simulatorSecret = 'simulator-only-secret'

/** What an application proves itself with, when it does so with a key. */
export interface ApplicationKeys {
  /** Public keys of `starter-key`. */
  clientJwks?: { keys: JWK[] } | undefined
  /** Where the public keys of `starter-key` are published, instead of `clientJwks`. */
  clientJwksUri?: string | undefined
}

/** The registered External Applications, one for each way of client authentication. */
export function createExternalApplications(
  appUrl: string,
  keys: ApplicationKeys,
): ClientMetadata[] {
  const applications: ClientMetadata[] = [
    { ...common('starter', appUrl), ...secret('client_secret_basic') },
    { ...common('starter-post', appUrl), ...secret('client_secret_post') },
  ]
  const privateKey = { token_endpoint_auth_method: 'private_key_jwt' as const }
  if (keys.clientJwksUri !== undefined) {
    const starterKey = { ...common('starter-key', appUrl), ...privateKey }
    applications.push({ ...starterKey, jwks_uri: keys.clientJwksUri })
  } else if (keys.clientJwks !== undefined) {
    const jwks = { keys: keys.clientJwks.keys.map(publicHalf) }
    applications.push({ ...common('starter-key', appUrl), ...privateKey, jwks })
  }
  return applications
}

/**
 * The application of one institution alone: `starter-<institutionId>`, for products that hold one
 * External Application per institution. Made when asked for, since there are 100,000.
 */
export function findInstitutionApplication(
  clientId: string,
  appUrl: string,
): ClientMetadata | undefined {
  if (institutionOfApplication(clientId) === undefined) return undefined
  return { ...common(clientId, appUrl), ...secret('client_secret_basic') }
}

/** The institution an application is bound to; undefined when it serves all of them. */
export function institutionOfApplication(clientId: string): string | undefined {
  if (!clientId.startsWith('starter-')) return undefined
  const institutionId = clientId.slice('starter-'.length)
  return findInstitutionIndex(institutionId) === undefined ? undefined : institutionId
}

/** Where an application is told that a session of the provider has ended. */
export function backChannelLogoutUri(appUrl: string): string {
  return `${appUrl}/api/oidc/backchannel-logout`
}

function common(clientId: string, appUrl: string): ClientMetadata {
  const callback = `${appUrl}/api/oidc/callback`
  return {
    client_id: clientId,
    client_name: 'Starter',
    redirect_uris: [callback],
    // The documentation says that post-logout addresses are registered as callbacks. They are kept
    // apart here, because an application would never want a code at its signed-out page.
    post_logout_redirect_uris: [`${appUrl}/signed-out`, callback],
    backchannel_logout_uri: backChannelLogoutUri(appUrl),
    backchannel_logout_session_required: true,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    scope: scopes.join(' '),
  }
}

function secret(method: 'client_secret_basic' | 'client_secret_post') {
  return { token_endpoint_auth_method: method, client_secret: simulatorSecret }
}

// Tests often hand over a whole key pair; a registration holds the public half only.
function publicHalf({ d, p, q, dp, dq, qi, oth, k, ...jwk }: JWK): JWK {
  return jwk
}
