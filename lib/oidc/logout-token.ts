import 'server-only'
import { jwtVerify } from 'jose'
import { z } from 'zod'
import { AppError, isAppError } from '@/lib/errors'
import type { RelyingParty } from './relying-party'

const clockToleranceSeconds = 30
const oldestIssueSeconds = 300
const backChannelEvent = 'http://schemas.openid.net/event/backchannel-logout'

const claimsSchema = z
  .object({
    jti: z.string().min(1).max(255),
    iat: z.number(),
    exp: z.number(),
    sub: z.string().min(1).max(255).optional(),
    sid: z.string().min(1).max(255).optional(),
    events: z.object({ [backChannelEvent]: z.record(z.string(), z.unknown()) }),
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined)

/** Whose sessions the provider wants ended: a person's, one session's at the provider, or both. */
export interface LogoutRequest {
  readonly subject: string | null
  readonly sid: string | null
  /** Unique to the token; to be accepted once. */
  readonly tokenId: string
  /** Milliseconds since 1970, by the provider's clock. */
  readonly issuedAt: number
  /** Milliseconds since 1970, after which the token is not accepted any more. */
  readonly acceptableUntil: number
}

/**
 * Verifies a logout token. An ID token is none: it has no event, and a nonce.
 *
 * @throws AppError `bad_request` for a token that is not acceptable, `provider_unavailable` when its
 *   signature cannot be checked now
 * @see OpenID Connect Back-Channel Logout 1.0 §2.4, §2.6
 */
export async function verifyLogoutToken(
  { applications, config, provider, now }: RelyingParty,
  logoutToken: string,
): Promise<LogoutRequest> {
  const { keys } = await provider.get()
  const verified = await jwtVerify(logoutToken, keys.getKey, {
    algorithms: [...config.idTokenAlgorithms],
    issuer: config.issuer,
    clockTolerance: clockToleranceSeconds,
    currentDate: new Date(now()),
    ...(config.logoutTokenTypeRequired && { typ: 'logout+jwt' }),
  }).catch((cause: unknown) => {
    if (isAppError(cause, 'provider_unavailable')) throw cause
    throw refused('its signature, type, issuer or times', cause)
  })
  const claims = claimsSchema.safeParse(verified.payload)
  if (!claims.success) throw refused(String(claims.error.issues[0]?.path[0] ?? 'sub or sid'))
  const { jti, iat, sub, sid } = claims.data
  const audiences = [verified.payload.aud ?? []].flat()
  // The provider tells each application of ours on its own.
  if (audiences.length !== 1 || applications.find(audiences[0] ?? '') === null) {
    throw refused('aud')
  }
  const age = now() / 1_000 - iat
  if (age < -clockToleranceSeconds || age > oldestIssueSeconds) throw refused('iat')
  return {
    subject: sub ?? null,
    sid: sid ?? null,
    tokenId: jti,
    issuedAt: iat * 1_000,
    acceptableUntil: (iat + oldestIssueSeconds + clockToleranceSeconds) * 1_000,
  }
}

const refused = (claim: string, cause?: unknown) =>
  new AppError('bad_request', 'the logout token is not acceptable', { cause, facts: { claim } })
