import 'server-only'
import { fetchUserInfo } from 'openid-client'
import { errorFacts, log } from '@/lib/observability/log'
import { toAppError } from './oidc-error'
import type { RelyingParty } from './relying-party'

/**
 * The claims of the UserInfo endpoint, or null when they cannot be had or are another person's:
 * they only complete what the ID token says, so a sign-in never fails for them.
 *
 * @see OpenID Connect Core 1.0 §5.3.2
 */
export async function findUserInfo(
  { provider }: RelyingParty,
  { accessToken, subject }: { accessToken: string; subject: string },
): Promise<Readonly<Record<string, unknown>> | null> {
  const { configuration } = await provider.get()
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return null
  try {
    return await fetchUserInfo(configuration, accessToken, subject)
  } catch (error) {
    log('warn', 'user_info.failed', errorFacts(toAppError(error)))
    return null
  }
}
