import 'server-only'
import {
  buildAuthorizationUrl,
  buildAuthorizationUrlWithPAR,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ServerMetadata,
} from 'openid-client'
import type { Config } from '@/lib/config/parse-config'
import { AppError } from '@/lib/errors'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import { toAppError } from './oidc-error'
import type { RelyingParty } from './relying-party'

/** An authorization request and the secrets that tie its answer to it. */
export interface AuthorizationRequest {
  readonly url: URL
  /** Who asks; the answer is for it alone. */
  readonly application: ExternalApplication
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

/**
 * Builds the redirect to the provider: authorization code flow, PKCE S256, fresh state and nonce of
 * 256 bits. Only the institution and the login hint come from outside, and both are encoded. Where
 * requests are pushed, the browser carries a reference and none of it.
 *
 * @param request.addedScopes asked for beside the configured ones
 * @throws AppError `provider_unavailable`; where requests are pushed also `provider_error`,
 *   `response_rejected`
 * @see RFC 7636, OpenID Connect Core 1.0 §3.1.2.1, RFC 9126
 */
export async function createAuthorizationRequest(
  { applications, config, provider, redirectUri }: RelyingParty,
  {
    institutionId,
    loginHint,
    addedScopes = [],
  }: {
    institutionId: string | null
    loginHint: string | null
    addedScopes?: readonly string[]
  },
): Promise<AuthorizationRequest> {
  const application = applications.forInstitution(institutionId)
  const { configurationFor, metadata } = await provider.get()
  const build = mustPush(metadata, config) ? buildAuthorizationUrlWithPAR : buildAuthorizationUrl
  const [state, nonce, codeVerifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
  const institution = institutionId ?? config.institutionZero
  try {
    const url = await build(configurationFor(application), {
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: [...new Set([...config.scopes, ...addedScopes])].join(' '),
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...(institution !== null &&
        config.institutionParam !== null && { [config.institutionParam]: institution }),
      ...(loginHint !== null && { login_hint: loginHint }),
    })
    return { url, application, state, nonce, codeVerifier }
  } catch (error) {
    throw toAppError(error)
  }
}

/** A provider that insists is obeyed, whatever the configuration says. */
function mustPush(metadata: ServerMetadata, { pushedAuthorization }: Config): boolean {
  const offered = metadata.pushed_authorization_request_endpoint !== undefined
  const insists = metadata.require_pushed_authorization_requests === true
  if ((insists || pushedAuthorization === 'required') && !offered) {
    throw new AppError('provider_unavailable', 'requests are to be pushed, and nothing takes them')
  }
  return offered && (insists || pushedAuthorization !== 'off')
}
