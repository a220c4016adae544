import { type Configuration, errors } from 'oidc-provider'
import { lifetimes } from './lifetimes.ts'
import { renderSignedOut, renderSignOut } from './provider-pages.ts'
import { apiAudience, scopes } from './scopes.ts'
import type { SigningKey } from './signing-keys.ts'

/** The optional parts of oidc-provider that the real provider offers, and only those. */
export function createFeatures(
  signingAlg: SigningKey['alg'],
): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    claimsParameter: { enabled: true },
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: renderSignOut,
      postLogoutSuccessSource: renderSignedOut,
    },
    // oidc-provider issues JWT access tokens for a resource only; there is one, always granted.
    resourceIndicators: {
      enabled: true,
      defaultResource: () => apiAudience,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => {
        if (resource !== apiAudience) throw new errors.InvalidTarget()
        return {
          scope: scopes.join(' '),
          audience: apiAudience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: lifetimes.AccessToken,
          jwt: { sign: { alg: signingAlg } },
        }
      },
    },
  }
}
