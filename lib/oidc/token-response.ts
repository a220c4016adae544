import 'server-only'
import type * as client from 'openid-client'
import { AppError } from '@/lib/errors'
import type { DpopKey } from '@/lib/tokens/dpop-key'
import type { TokenResponse } from '@/lib/tokens/token-set'

/**
 * A token that should be bound to a key and is not would be worth as much to whoever steals it; one
 * that is bound to a key we do not have is worth nothing.
 *
 * @throws AppError `response_rejected`
 * @see RFC 9449 §5
 */
export function requireTokenType(
  tokens: client.TokenEndpointResponse,
  dpopKey: DpopKey | null,
): void {
  const expected = dpopKey === null ? 'bearer' : 'dpop'
  if (tokens.token_type.toLowerCase() === expected) return
  throw new AppError('response_rejected', 'the access token is not of the type asked for', {
    facts: { check: 'token_type', expected },
  })
}

/** The token endpoint's answer in our own words. */
export function toTokenResponse(tokens: client.TokenEndpointResponse): TokenResponse {
  return {
    accessToken: tokens.access_token,
    expiresIn: tokens.expires_in,
    refreshToken: tokens.refresh_token,
    scope: tokens.scope,
  }
}
