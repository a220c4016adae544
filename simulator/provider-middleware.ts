import { randomBytes } from 'node:crypto'
import type { BackChannel } from './back-channel.ts'
import type { DpopNonces } from './dpop-nonces.ts'
import type { Faults } from './faults.ts'
import { answerError, jsonBody, type Middleware } from './provider-answers.ts'

/** What the steps around oidc-provider need. */
export interface MiddlewareParts {
  faults: Faults
  backChannel: BackChannel
  /** Undefined when proofs need no nonce. */
  dpopNonces: DpopNonces | undefined
}

/** Discovery and key set, as they are or as the switches say. */
export function metadataFaults({ backChannel, faults }: MiddlewareParts): Middleware {
  return async (ctx, next) => {
    const discovery = ctx.path === '/.well-known/openid-configuration'
    const status = discovery
      ? faults.take('discoveryStatus')
      : ctx.path === '/jwks'
        ? faults.take('jwksStatus')
        : undefined
    if (status !== undefined) return answerError(ctx, status, 'server_error')
    await next()
    if (!discovery) return
    const issuer = faults.take('discoveryIssuer')
    if (issuer !== undefined) ctx.body = { ...jsonBody(ctx), issuer }
    if (!backChannel.isOn()) ctx.body = withoutBackChannelLogout(jsonBody(ctx))
    const members = faults.take('metadata')
    if (members !== undefined) ctx.body = withMembers(jsonBody(ctx), members)
    const skew = faults.take('clockSkewSeconds')
    if (skew !== undefined) ctx.set('Date', new Date(Date.now() + skew * 1000).toUTCString())
  }
}

// Null removes a member.
function withMembers(metadata: Record<string, unknown>, members: Record<string, unknown>) {
  const all = Object.entries({ ...metadata, ...members })
  return Object.fromEntries(all.filter(([, value]) => value !== null))
}

function withoutBackChannelLogout(metadata: Record<string, unknown>): Record<string, unknown> {
  const members = Object.entries(metadata)
  return Object.fromEntries(members.filter(([name]) => !name.startsWith('backchannel_logout_')))
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

/** Passes the nonces that oidc-provider hands out on to the endpoints that are not its own. */
export function noteDpopNonces({ dpopNonces }: MiddlewareParts): Middleware {
  return async (ctx, next) => {
    await next()
    const nonce = ctx.response.get('dpop-nonce')
    if (nonce !== '') dpopNonces?.note(nonce)
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
