import 'server-only'
import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { AppError, isAppError } from '@/lib/errors'
import { type AuthorizationScheme, invalidToken } from './invalid-token'
import { type ProofRules, verifyDpopProof } from './verify-dpop-proof'

/** Who calls, for which institution, with which scopes: the checked claims of an access token. */
export interface AccessTokenClaims {
  /** How the token came, for what is answered when it does not suffice. */
  readonly scheme: AuthorizationScheme
  readonly subject: string
  readonly institutionId: string | null
  readonly scopes: readonly string[]
  /** The application that the token was issued to, if it says so. */
  readonly clientId: string | null
  /** When the person authenticated, in seconds since 1970, if the token says so. */
  readonly authenticatedAt: number | null
}

/** Whose tokens are taken, and what a proof of possession is measured by. */
export interface TokenRules extends ProofRules {
  readonly issuer: string
  /** Whom a token must be for; null: not compared. */
  readonly audience: string | null
  /** Whether a client id is ours: a token for that audience is an ID token. */
  isOwnClient(clientId: string): boolean
  readonly institutionClaim: string
  readonly getKey: JWTVerifyGetKey
}

/** What of a request speaks for its sender. */
export interface PresentedToken {
  readonly method: string
  /** The header `Authorization`. */
  readonly authorization: string | null
  /** The header `DPoP`; several are joined by commas, as `Headers` does. */
  readonly dpop: string | null
}

const algorithms = ['RS256', 'PS256', 'ES256', 'RS384', 'PS384', 'ES384', 'EdDSA']
const clockToleranceSeconds = 60

/**
 * Verifies the access token of a request: signature by the issuer's keys, issuer, times, and that it
 * is an access token. One that is bound to a key is taken under the scheme DPoP only, with a proof;
 * one that is not bound, as plain bearer only.
 *
 * @throws AppError `invalid_token`, with the fact `tokenSubject` where only the proof is at fault;
 *   `provider_unavailable` when the keys cannot be had
 * @see RFC 6750 §2.1, RFC 9068 §4, RFC 9449 §7.1 and §7.2
 */
export async function verifyAccessToken(
  { method, authorization, dpop }: PresentedToken,
  rules: TokenRules,
): Promise<AccessTokenClaims> {
  const { scheme, accessToken } = readAuthorization(authorization)
  const { cnf, ...payload } = await readSignedClaims(accessToken, scheme, rules)
  await requireHolder({ scheme, accessToken, confirmation: cnf, method, dpop }, rules).catch(
    (error: unknown) => {
      if (!isAppError(error, 'invalid_token')) throw error
      const { message, facts, cause } = error
      // Nobody knows who called, but whose token got into other hands.
      const tokenSubject = payload.sub ?? null
      throw new AppError('invalid_token', message, { facts: { ...facts, tokenSubject }, cause })
    },
  )
  const institution = payload[rules.institutionClaim]
  return {
    scheme,
    subject: payload.sub ?? '',
    institutionId: typeof institution === 'string' ? institution : null,
    scopes: typeof payload.scope === 'string' ? payload.scope.split(' ') : [],
    clientId: typeof payload.client_id === 'string' ? payload.client_id : null,
    authenticatedAt: typeof payload.auth_time === 'number' ? payload.auth_time : null,
  }
}

interface HeldToken extends Pick<PresentedToken, 'method' | 'dpop'> {
  readonly scheme: AuthorizationScheme
  readonly accessToken: string
  /** The claim `cnf`. */
  readonly confirmation: unknown
}

/** A bound token needs a proof by its key, and any other one is taken as it is. */
async function requireHolder(
  { scheme, confirmation, dpop, ...request }: HeldToken,
  rules: TokenRules,
): Promise<void> {
  if (scheme === 'DPoP') {
    const thumbprint = findThumbprint(confirmation)
    if (thumbprint === null) throw invalidToken('the token is bound to no such key', { scheme })
    await verifyDpopProof(dpop, { ...request, thumbprint }, rules)
  } else if (confirmation !== undefined) {
    throw invalidToken('the token is bound to a key', { scheme })
  }
}

function readAuthorization(header: string | null) {
  const [, name, rest = ''] = /^(bearer|dpop)(?: +(.*))?$/i.exec(header?.trim() ?? '') ?? []
  // Another scheme says as little as none: the caller does not know what is asked for.
  if (name === undefined) throw invalidToken('the request has no access token', {})
  const scheme: AuthorizationScheme = name.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer'
  if (!/^[\w~+/.=-]+$/.test(rest)) throw invalidToken('the token cannot be read', { scheme })
  return { scheme, accessToken: rest }
}

async function readSignedClaims(
  accessToken: string,
  scheme: AuthorizationScheme,
  { issuer, audience, isOwnClient, getKey, now = Date.now }: TokenRules,
): Promise<JWTPayload> {
  const { payload, protectedHeader } = await jwtVerify(accessToken, getKey, {
    algorithms,
    issuer,
    ...(audience !== null && { audience }),
    clockTolerance: clockToleranceSeconds,
    currentDate: new Date(now()),
    requiredClaims: ['sub', 'exp', 'iat'],
  }).catch((cause: unknown) => {
    if (isAppError(cause, 'provider_unavailable')) throw cause
    throw invalidToken('the token does not verify', { scheme }, cause)
  })
  if (!isAccessToken(payload, protectedHeader.typ, isOwnClient)) {
    throw invalidToken('the token is no access token', { scheme })
  }
  if ((payload.iat ?? 0) > now() / 1_000 + clockToleranceSeconds) {
    throw invalidToken('the token is from the future', { scheme })
  }
  return payload
}

/** An ID token is signed by the same keys; its audience, its nonce or its type give it away. */
function isAccessToken(
  payload: JWTPayload,
  type: string | undefined,
  isOwnClient: TokenRules['isOwnClient'],
): boolean {
  const known = type === undefined || /^(application\/)?(at\+)?jwt$/i.test(type)
  const forUs = [payload.aud].flat().some((client) => client !== undefined && isOwnClient(client))
  return known && !forUs && payload.nonce === undefined && payload.at_hash === undefined
}

/** The thumbprint of the key that a token is bound to (RFC 9449 §6.1). */
function findThumbprint(confirmation: unknown): string | null {
  const { jkt } = (confirmation ?? {}) as { jkt?: unknown }
  return typeof jkt === 'string' && /^[\w-]{43}$/.test(jkt) ? jkt : null
}
