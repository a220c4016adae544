import { randomBytes } from 'node:crypto'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { clockOffset, type Now } from './clock.ts'
import type { Faults } from './faults.ts'
import { rewriteIdToken } from './id-token.ts'
import { pause } from './pause.ts'
import type { SigningKey } from './signing-keys.ts'

/** What the steps around oidc-provider need. */
export interface MiddlewareParts {
  faults: Faults
  now: Now
  signingKeys: readonly SigningKey[]
  closing: AbortSignal
}

type Middleware = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>

/** Discovery and key set, as they are or as the switches say. */
export function metadataFaults({ faults }: MiddlewareParts): Middleware {
  return async (ctx, next) => {
    const discovery = ctx.path === '/.well-known/openid-configuration'
    const status = discovery
      ? faults.take('discoveryStatus')
      : ctx.path === '/jwks'
        ? faults.take('jwksStatus')
        : undefined
    if (status !== undefined) return answerError(ctx, status, 'server_error')
    await next()
    const issuer = discovery ? faults.take('discoveryIssuer') : undefined
    if (issuer !== undefined) ctx.body = { ...jsonBody(ctx), issuer }
  }
}

/** The token endpoint: refusals and waiting before it, the ID token's last step after it. */
export function tokenResponse({ closing, faults, now, signingKeys }: MiddlewareParts): Middleware {
  return async (ctx, next) => {
    const revocationDelay =
      ctx.path === '/token/revocation' ? faults.take('revocationDelay') : undefined
    if (revocationDelay !== undefined) await pause(revocationDelay, closing)
    if (ctx.path !== '/token' || ctx.method !== 'POST') return next()
    const delay = faults.take('tokenDelay')
    if (delay !== undefined) await pause(delay, closing)
    const refusal = faults.take('tokenError')
    if (refusal !== undefined) {
      if (refusal.retryAfter !== undefined) ctx.set('Retry-After', String(refusal.retryAfter))
      return answerError(ctx, refusal.status, refusal.error ?? 'temporarily_unavailable')
    }
    ctx.state.tokenInstitution = faults.take('tokenInstitution')
    await next()
    const body = jsonBody(ctx)
    if (typeof body.id_token !== 'string' || typeof body.access_token !== 'string') return
    const fault = faults.take('idToken')
    const rewrite = { accessToken: body.access_token, clockOffset: clockOffset(now), fault }
    const idToken = await rewriteIdToken(body.id_token, { ...rewrite, signingKeys })
    ctx.body = { ...body, id_token: idToken }
  }
}

/** The authorization response's `iss`, as it is or as the switch says. */
export function authorizationResponse({ faults }: MiddlewareParts): Middleware {
  return async (ctx, next) => {
    await next()
    const location = ctx.response.get('location')
    if (!ctx.path.startsWith('/auth') || !URL.canParse(location)) return
    const url = new URL(location)
    if (!url.searchParams.has('iss')) return
    const issuer = faults.take('authorizationIssuer')
    if (issuer === undefined) return
    url.searchParams.delete('iss')
    if (issuer !== null) url.searchParams.set('iss', issuer)
    ctx.response.set('location', url.href)
  }
}

/**
 * With nobody signed in there is nothing to ask, so the browser goes on at once. oidc-provider
 * sends a form that a script submits; it has checked the parameters by then.
 */
export function endSessionOfNobody(): Middleware {
  return async (ctx, next) => {
    await next()
    if (ctx.path !== '/session/end' || ctx.status !== 200) return
    const { params, session } = ctx.oidc
    if (session?.accountId !== undefined) return
    const { post_logout_redirect_uri: address, state } = params ?? {}
    const url = new URL(String(address ?? ctx.oidc.urlFor('end_session_success')))
    if (address !== undefined && state !== undefined) url.searchParams.set('state', String(state))
    ctx.status = 303
    ctx.redirect(url.href)
  }
}

/** Reported errors of the real provider carry a request id that oidc-provider does not add. */
export function errorRequestId(): Middleware {
  return async (ctx, next) => {
    await next()
    const body = jsonBody(ctx)
    if (typeof body.error === 'string' && body.request_id === undefined) {
      ctx.body = { ...body, request_id: randomBytes(16).toString('hex') }
    }
  }
}

function answerError(ctx: KoaContextWithOIDC, status: number, error: string): void {
  ctx.status = status
  ctx.body = { error, error_description: 'a fault switch of the simulator is on' }
}

function jsonBody(ctx: KoaContextWithOIDC): Record<string, unknown> {
  const body: unknown = ctx.body
  return typeof body === 'object' && body !== null ? { ...body } : {}
}
