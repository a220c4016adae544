import 'server-only'
import {
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { type RelyingParty, redirectUri } from './relying-party'

/** An authorization request and the secrets that tie its answer to it. */
export interface AuthorizationRequest {
  readonly url: URL
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

/**
 * Builds the redirect to the provider: authorization code flow, PKCE S256, fresh state and nonce of
 * 256 bits. Only the institution and the login hint come from outside, and both are encoded.
 *
 * @throws AppError `provider_unavailable`
 * @see RFC 7636, OpenID Connect Core 1.0 §3.1.2.1
 */
export async function createAuthorizationRequest(
  relyingParty: RelyingParty,
  { institutionId, loginHint }: { institutionId: string | null; loginHint: string | null },
): Promise<AuthorizationRequest> {
  const { config, provider } = relyingParty
  const { configuration } = await provider.get()
  const [state, nonce, codeVerifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
  const institution = institutionId ?? config.institutionZero
  const url = buildAuthorizationUrl(configuration, {
    response_type: 'code',
    redirect_uri: redirectUri(relyingParty),
    scope: config.scopes.join(' '),
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(institution !== null &&
      config.institutionParam !== null && { [config.institutionParam]: institution }),
    ...(loginHint !== null && { login_hint: loginHint }),
  })
  return { url, state, nonce, codeVerifier }
}
