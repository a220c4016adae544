import 'server-only'
import { genericGrantRequest, randomPKCECodeVerifier } from 'openid-client'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import { toAppError } from './oidc-error'
import type { RelyingParty } from './relying-party'

/** Whether the provider knows an application by the proof it gives, and else what it said. */
export type ClientProbe =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly oauthError: string; readonly status: number }

/**
 * Asks the token endpoint with a made-up code. A provider looks at the client first, so
 * `invalid_grant` means that the client was accepted; nothing is issued and nothing changes.
 *
 * @throws AppError `provider_unavailable`, or `response_rejected` for an answer that is none
 * @see RFC 6749 §5.2
 */
export async function probeClient(
  { provider, redirectUri }: Pick<RelyingParty, 'provider' | 'redirectUri'>,
  application: ExternalApplication,
): Promise<ClientProbe> {
  const { configurationFor } = await provider.get()
  try {
    await genericGrantRequest(configurationFor(application), 'authorization_code', {
      code: 'made-up-to-see-whether-the-client-is-accepted',
      redirect_uri: redirectUri,
      code_verifier: randomPKCECodeVerifier(),
    })
    return { accepted: true }
  } catch (error) {
    const refusal = toAppError(error)
    const { oauthError, status } = refusal.facts
    if (typeof oauthError !== 'string') throw refusal
    return oauthError === 'invalid_grant'
      ? { accepted: true }
      : { accepted: false, oauthError, status: Number(status) }
  }
}
