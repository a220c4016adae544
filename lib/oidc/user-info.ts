import 'server-only'
import { fetchUserInfo } from 'openid-client'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import { errorFacts, log } from '@/lib/observability/log'
import type { DpopKey } from '@/lib/tokens/dpop-key'
import { dpopHandle } from './dpop'
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
  {
    application,
    accessToken,
    dpopKey,
    subject,
  }: {
    application: ExternalApplication
    accessToken: string
    dpopKey: DpopKey | null
    subject: string
  },
): Promise<Readonly<Record<string, unknown>> | null> {
  const { configurationFor, metadata } = await provider.get()
  if (metadata.userinfo_endpoint === undefined) return null
  try {
    const configuration = configurationFor(application)
    const options = dpopKey === null ? {} : { DPoP: await dpopHandle(configuration, dpopKey) }
    return await fetchUserInfo(configuration, accessToken, subject, options)
  } catch (error) {
    log('warn', 'user_info.failed', errorFacts(toAppError(error)))
    return null
  }
}
