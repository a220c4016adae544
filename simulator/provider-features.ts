import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { DpopNonces } from './dpop-nonces.ts'
import { accessTokenSeconds } from './lifetimes.ts'
import { renderSignedOut, renderSignOut } from './provider-pages.ts'
import { apiAudience, scopes } from './scopes.ts'
import type { SigningKey } from './signing-keys.ts'

/** Whether authorization requests can or must be pushed (RFC 9126). */
export type PushedRequests = 'off' | 'offered' | 'required'

/** What the optional parts depend on. */
export interface FeatureParts {
  signingAlg: SigningKey['alg']
  pushedAuthorizationRequests: PushedRequests
  dpopNonces: DpopNonces | undefined
}

/** The optional parts of oidc-provider that the real provider offers, and only those. */
export function createFeatures({
  dpopNonces,
  pushedAuthorizationRequests: pushed,
  signingAlg,
}: FeatureParts): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    pushedAuthorizationRequests: {
      enabled: pushed !== 'off',
      requirePushedAuthorizationRequests: pushed === 'required',
    },
    dPoP: {
      enabled: true,
      nonceSecret: dpopNonces?.secret,
      requireNonce: () => dpopNonces !== undefined,
    },
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
      logoutSource: askToSignOut,
      postLogoutSuccessSource: renderSignedOut,
    },
    backchannelLogout: { enabled: true },
    // oidc-provider issues JWT access tokens for a resource only; there is one, always granted.
    resourceIndicators: {
      enabled: true,
      defaultResource: () => apiAudience,
      useGrantedResource: () => true,
      getResourceServerInfo: ({ state }, resource) => {
        if (resource !== apiAudience) throw new errors.InvalidTarget()
        return {
          scope: scopes.join(' '),
          audience: apiAudience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: Number(state.accessTokenSeconds ?? accessTokenSeconds),
          jwt: { sign: { alg: signingAlg } },
        }
      },
    },
  }
}

// Without the application in it, "Stay signed in" ends nothing. oidc-provider would take it for
// signing out of that application, send it a logout token and forget its part of the session.
function askToSignOut(ctx: KoaContextWithOIDC, form: string): void {
  const { state } = ctx.oidc.session ?? {}
  if (state !== undefined) delete state.clientId
  renderSignOut(ctx, form)
}
