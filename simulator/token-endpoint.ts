import type { KoaContextWithOIDC } from 'oidc-provider'
import type { BackChannel } from './back-channel.ts'
import { clockOffset, type Now } from './clock.ts'
import type { FaultGrant, Faults } from './faults.ts'
import { rewriteIdToken } from './id-token.ts'
import { pause } from './pause.ts'
import { answerError, jsonBody, type Middleware } from './provider-answers.ts'
import { institutionOfGrant } from './requested-institution.ts'
import type { SigningKey } from './signing-keys.ts'
import { readTokenForm } from './token-form.ts'
import type { TokenRequests } from './token-requests.ts'

/** What the steps at the token endpoint need. */
export interface TokenEndpointParts {
  faults: Faults
  backChannel: BackChannel
  tokenRequests: TokenRequests
  now: Now
  signingKeys: readonly SigningKey[]
  /** Aborts when the simulator closes. */
  closing: AbortSignal
}

/** Counts each token request, refused ones too, and tells the steps after it the grant type. */
export function countTokenRequests({ tokenRequests }: TokenEndpointParts): Middleware {
  return async (ctx, next) => {
    if (!isTokenRequest(ctx)) return next()
    const form = await readTokenForm(ctx)
    if (form === undefined) return answerError(ctx, 413, 'invalid_request', 'the form is too large')
    ctx.state.grantType = form.grantType
    const entry = tokenRequests.begin(form)
    await next()
    tokenRequests.end(entry, { ...holderOf(ctx), status: ctx.status })
  }
}

/** Waits and refuses as the switches say, before a code is used up. */
export function tokenFaults({ closing, faults }: TokenEndpointParts): Middleware {
  return async (ctx, next) => {
    if (!isTokenRequest(ctx)) return next()
    const concerned = (value: number | { grant?: FaultGrant | undefined }) =>
      typeof value === 'number' || [undefined, ctx.state.grantType].includes(value.grant)
    const delay = faults.take('tokenDelay', concerned)
    if (delay !== undefined) {
      await pause(typeof delay === 'number' ? delay : delay.milliseconds, closing)
    }
    const refusal = faults.take('tokenError', concerned)
    if (refusal !== undefined) {
      if (refusal.retryAfter !== undefined) ctx.set('Retry-After', String(refusal.retryAfter))
      return answerError(ctx, refusal.status, refusal.error ?? 'temporarily_unavailable')
    }
    ctx.state.tokenInstitution = faults.take('tokenInstitution')
    ctx.state.accessTokenSeconds = faults.take('accessTokenSeconds')
    await next()
  }
}

/** The last step of an answer with tokens: the ID token's, and what the switches change. */
export function tokenResponse(parts: TokenEndpointParts): Middleware {
  const { faults } = parts
  return async (ctx, next) => {
    await next()
    if (!isTokenRequest(ctx)) return
    const body = jsonBody(ctx)
    const { access_token: accessToken, id_token: idToken } = body
    if (typeof accessToken !== 'string') return
    const refreshed = ctx.state.grantType === 'refresh_token'
    const without = faults.take(refreshed ? 'refreshWithoutRefreshToken' : 'noRefreshToken')
    if (without !== undefined) delete body.refresh_token
    if (typeof idToken === 'string') {
      body.id_token = await rewriteIdToken(idToken, {
        accessToken,
        signingKeys: parts.signingKeys,
        clockOffset: clockOffset(parts.now),
        replaced: replacedClaims(parts, refreshed),
        fault: faults.take('idToken'),
      })
    }
    ctx.body = body
  }
}

function replacedClaims({ backChannel, faults }: TokenEndpointParts, refreshed: boolean) {
  const sub = refreshed ? faults.take('refreshSubject') : undefined
  const iss = refreshed ? faults.take('refreshIssuer') : undefined
  return {
    ...(sub === undefined ? {} : { sub }),
    ...(iss === undefined ? {} : { iss }),
    ...(backChannel.isOn() ? {} : { sid: undefined }),
  }
}

function isTokenRequest({ method, path }: KoaContextWithOIDC): boolean {
  return path === '/token' && method === 'POST'
}

// A switch may have refused the request before there was anything of oidc-provider.
function holderOf({ oidc }: { oidc?: KoaContextWithOIDC['oidc'] }) {
  const { AuthorizationCode: code, RefreshToken: refreshToken } = oidc?.entities ?? {}
  const source = code ?? refreshToken
  const institutionId = source === undefined ? undefined : institutionOfGrant(source.grantId)
  return { subject: source?.accountId, institutionId }
}
