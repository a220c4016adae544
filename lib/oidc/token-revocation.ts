import 'server-only'
import * as client from 'openid-client'
import { errorFacts, log } from '@/lib/observability/log'
import { toAppError } from './oidc-error'
import type { RelyingParty } from './relying-party'

/**
 * Tells the provider that these refresh tokens are finished, all at once, within the time given.
 * Never throws: a sign-out goes on whether the provider listens or not.
 *
 * @param withinMilliseconds how long the caller is willing to wait
 * @see RFC 7009
 */
export async function revokeTokens(
  { provider }: RelyingParty,
  { refreshTokens, withinMilliseconds }: { refreshTokens: string[]; withinMilliseconds: number },
): Promise<void> {
  if (refreshTokens.length === 0) return
  const revocations = Promise.all(
    refreshTokens.map(async (refreshToken) => {
      try {
        const { configuration } = await provider.get()
        if (configuration.serverMetadata().revocation_endpoint === undefined) return
        await client.tokenRevocation(configuration, refreshToken, {
          token_type_hint: 'refresh_token',
        })
      } catch (error) {
        log('warn', 'token.revocation_failed', errorFacts(toAppError(error)))
      }
    }),
  )
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMilliseconds)
  })
  await Promise.race([revocations, limit])
  clearTimeout(timer)
}
