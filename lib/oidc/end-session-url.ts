import 'server-only'
import { buildEndSessionUrl } from 'openid-client'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import type { RelyingParty } from './relying-party'

/**
 * Where the browser goes to end the provider's session too, or null when the provider cannot be
 * asked. The client is named by its id: an `id_token_hint` would put a token into a `Location`.
 *
 * @see OpenID Connect RP-Initiated Logout 1.0 §2
 */
export async function findEndSessionUrl(
  { config, provider }: RelyingParty,
  { application, state }: { application: ExternalApplication; state?: string },
): Promise<URL | null> {
  const known = await provider.get().catch(() => null)
  if (!known?.metadata.end_session_endpoint) return null
  return buildEndSessionUrl(known.configurationFor(application), {
    client_id: application.clientId,
    post_logout_redirect_uri: `${config.appUrl}/signed-out`,
    ...(state !== undefined && { state }),
  })
}
