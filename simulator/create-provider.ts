import { type Adapter, type Configuration, Provider } from 'oidc-provider'
import { finishAccessToken, institutionClaim } from './access-token.ts'
import { findAccount } from './accounts.ts'
import { checkInstitutionParameter } from './authorization-parameters.ts'
import { type AssertionRules, checkClientAssertion } from './client-assertion.ts'
import {
  type ClientEndpointParts,
  noteClientRequests,
  pushedWithoutDpop,
  revocationDelay,
} from './client-endpoints.ts'
import { dpopAlgs } from './dpop-proof.ts'
import type { Entitlements } from './entitlements.ts'
import { createInteractionPolicy } from './interaction-policy.ts'
import { lifetimes } from './lifetimes.ts'
import { createFeatures, type FeatureParts } from './provider-features.ts'
import {
  authorizationResponse,
  endSessionOfNobody,
  errorRequestId,
  type MiddlewareParts,
  metadataFaults,
  noteDpopNonces,
} from './provider-middleware.ts'
import { renderError } from './provider-pages.ts'
import { institutionParameter, loadGrant } from './requested-institution.ts'
import { asksForRefreshToken, claimsByScope, scopes } from './scopes.ts'
import { countTokenRequests, type TokenEndpointParts, tokenResponse } from './token-endpoint.ts'
import { tokenFaults, unauthorizedClient } from './token-faults.ts'

/** What one provider is made of. */
export interface ProviderParts
  extends MiddlewareParts,
    TokenEndpointParts,
    ClientEndpointParts,
    FeatureParts,
    AssertionRules {
  applications: NonNullable<Configuration['clients']>
  adapter: (kind: string) => Adapter
  cookieKeys: readonly string[]
  entitlements: Entitlements
}

/** Configures oidc-provider to behave like Jack Henry Identity. Holds no state of its own. */
export function createProvider(parts: ProviderParts): Provider {
  const provider = new Provider(parts.issuer, toConfiguration(parts))
  provider.use(errorRequestId())
  provider.use(metadataFaults(parts))
  provider.use(authorizationResponse(parts))
  provider.use(noteDpopNonces(parts))
  provider.use(noteClientRequests(parts))
  provider.use(revocationDelay(parts))
  provider.use(pushedWithoutDpop(parts))
  provider.use(countTokenRequests(parts))
  provider.use(tokenFaults(parts))
  provider.use(tokenResponse(parts))
  provider.use(unauthorizedClient())
  provider.use(endSessionOfNobody())
  provider.on('server_error', (_ctx, error) => console.error(error))
  return provider
}

function toConfiguration(parts: ProviderParts): Configuration {
  const { adapter, applications, cookieKeys, entitlements, faults, signingKeys } = parts
  const { pathname, port } = new URL(parts.issuer)
  return {
    adapter,
    clients: applications,
    clientDefaults: { id_token_signed_response_alg: parts.signingAlg },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims) => checkClientAssertion(claims, parts),
    enabledJWA: {
      clientAuthSigningAlgValues: ['ES256', 'PS256', 'RS256'],
      idTokenSigningAlgValues: ['ES256', 'RS256'],
      dPoPSigningAlgValues: [...dpopAlgs],
    },
    // Cookies ignore the port, so every simulator on this host needs names of its own.
    cookies: {
      keys: cookieKeys,
      names: {
        session: `jhid_sim_${port}_session`,
        interaction: `jhid_sim_${port}_interaction`,
        resume: `jhid_sim_${port}_resume`,
      },
    },
    jwks: { keys: signingKeys },
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: () => false,
    scopes,
    claims: claimsByScope,
    conformIdTokenClaims: false,
    extraParams: {
      [institutionParameter]: (ctx, value) => checkInstitutionParameter(ctx, value, faults),
    },
    interactions: {
      policy: createInteractionPolicy(entitlements),
      url: (_ctx, interaction) => `${pathname}/interaction/${interaction.uid}`,
    },
    findAccount: (ctx, sub, source) => findAccount(ctx, sub, source, entitlements),
    loadExistingGrant: (ctx) => loadGrant(ctx, entitlements),
    // Signing out ends the provider's session and nothing that was handed out before.
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client, source) =>
      client.grantTypeAllowed('refresh_token') && asksForRefreshToken(source.scopes),
    rotateRefreshToken: true,
    extraTokenClaims: institutionClaim,
    formats: {
      customizers: { jwt: (ctx, _token, token) => finishAccessToken(ctx, token, parts) },
    },
    ttl: lifetimes,
    renderError,
    features: createFeatures(parts),
    fetch: parts.backChannel.fetch,
  }
}
