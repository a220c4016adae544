import 'server-only'
import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { AppError, isAppError } from '@/lib/errors'

/** Who calls, for which institution, with which scopes: the checked claims of an access token. */
export interface AccessTokenClaims {
  readonly subject: string
  readonly institutionId: string | null
  readonly scopes: readonly string[]
}

/** Whose tokens are taken. */
export interface TokenRules {
  readonly issuer: string
  /** Our own client id: a token for that audience is an ID token. */
  readonly clientId: string
  readonly institutionClaim: string
  readonly getKey: JWTVerifyGetKey
  readonly now?: () => number
}

const algorithms = ['RS256', 'PS256', 'ES256', 'RS384', 'PS384', 'ES384', 'EdDSA']
const clockToleranceSeconds = 60

/**
 * Verifies the bearer token of an `Authorization` header: signature by the issuer's keys, issuer,
 * times, and that it is an access token. A token bound to a key is refused as plain bearer.
 *
 * @throws AppError `invalid_token`; `provider_unavailable` when the keys cannot be had
 * @see RFC 6750 §2.1, RFC 9068 §4
 */
export async function verifyAccessToken(
  authorization: string | null,
  { issuer, clientId, institutionClaim, getKey, now = Date.now }: TokenRules,
): Promise<AccessTokenClaims> {
  const [, token] = /^bearer +([\w~+/.=-]+)$/i.exec(authorization?.trim() ?? '') ?? []
  if (token === undefined) {
    throw invalidToken('the request has no bearer token', { tokenPresent: authorization !== null })
  }
  const { payload, protectedHeader } = await jwtVerify(token, getKey, {
    algorithms,
    issuer,
    clockTolerance: clockToleranceSeconds,
    currentDate: new Date(now()),
    requiredClaims: ['sub', 'exp', 'iat'],
  }).catch((cause: unknown) => {
    if (isAppError(cause, 'provider_unavailable')) throw cause
    throw invalidToken('the bearer token does not verify', {}, cause)
  })
  if (!isAccessToken(payload, protectedHeader.typ, clientId)) {
    throw invalidToken('the bearer token is no access token')
  }
  if (payload.cnf !== undefined) throw invalidToken('the token is bound to a key')
  if ((payload.iat ?? 0) > now() / 1_000 + clockToleranceSeconds) {
    throw invalidToken('the token is from the future')
  }
  const institution = payload[institutionClaim]
  return {
    subject: payload.sub ?? '',
    institutionId: typeof institution === 'string' ? institution : null,
    scopes: typeof payload.scope === 'string' ? payload.scope.split(' ') : [],
  }
}

/** An ID token is signed by the same keys; its audience, its nonce or its type give it away. */
function isAccessToken(payload: JWTPayload, type: string | undefined, clientId: string): boolean {
  const known = type === undefined || /^(application\/)?(at\+)?jwt$/i.test(type)
  const forUs = [payload.aud].flat().includes(clientId)
  return known && !forUs && payload.nonce === undefined && payload.at_hash === undefined
}

function invalidToken(message: string, facts = {}, cause?: unknown): AppError {
  return new AppError('invalid_token', message, { facts, cause })
}
