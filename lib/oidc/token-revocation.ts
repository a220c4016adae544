import 'server-only'
import * as client from 'openid-client'
import { errorFacts, log } from '@/lib/observability/log'
import { toAppError } from './oidc-error'
import type { RelyingParty } from './relying-party'

/** A refresh token, and the application that it was issued to. */
export interface RevocableToken {
  readonly refreshToken: string
  /** Null: the one for all. */
  readonly clientId: string | null
}

/**
 * Tells the provider that these refresh tokens are finished, all at once, within the time given.
 * Never throws: a sign-out goes on whether the provider listens or not.
 *
 * @param withinMilliseconds how long the caller is willing to wait
 * @see RFC 7009
 */
export async function revokeTokens(
  { applications, provider }: RelyingParty,
  { tokens, withinMilliseconds }: { tokens: RevocableToken[]; withinMilliseconds: number },
): Promise<void> {
  if (tokens.length === 0) return
  const revocations = Promise.all(
    tokens.map(async ({ refreshToken, clientId }) => {
      const application = applications.find(clientId)
      try {
        const { configurationFor, metadata } = await provider.get()
        // An application that is not ours any more cannot revoke what it was given.
        if (metadata.revocation_endpoint === undefined || application === null) return
        await client.tokenRevocation(configurationFor(application), refreshToken, {
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
