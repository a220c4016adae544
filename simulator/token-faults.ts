import type { KoaContextWithOIDC } from 'oidc-provider'
import { dropDpop } from './client-endpoints.ts'
import type { FaultGrant, Faults } from './faults.ts'
import { pause } from './pause.ts'
import { answerError, jsonBody, type Middleware } from './provider-answers.ts'

/** What refusing a token request takes. */
export interface TokenFaultParts {
  issuer: string
  faults: Faults
  /** Aborts when the simulator closes. */
  closing: AbortSignal
}

/** Whether a request is for tokens. */
export function isTokenRequest({ method, path }: KoaContextWithOIDC): boolean {
  return path === '/token' && method === 'POST'
}

/** Waits and refuses as the switches say, before a code is used up. */
export function tokenFaults({ closing, faults, issuer }: TokenFaultParts): Middleware {
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
    if (faults.take('clientError') !== undefined) return refuseClient(ctx, issuer)
    if (faults.take('ignoreDpop') !== undefined) dropDpop(ctx)
    ctx.state.tokenInstitution = faults.take('tokenInstitution')
    ctx.state.accessTokenSeconds = faults.take('accessTokenSeconds')
    await next()
  }
}

/**
 * A client that may not use a grant type is `unauthorized_client` (RFC 6749 §5.2), where
 * oidc-provider answers `invalid_request`.
 */
export function unauthorizedClient(): Middleware {
  return async (ctx, next) => {
    await next()
    const body = jsonBody(ctx)
    if (body.error_description !== 'requested grant type is not allowed for this client') return
    ctx.body = { ...body, error: 'unauthorized_client' }
  }
}

// As oidc-provider does it, down to the challenge, which some libraries read before the body.
function refuseClient(ctx: KoaContextWithOIDC, issuer: string): void {
  const [error, description] = ['invalid_client', 'client authentication failed'] as const
  answerError(ctx, 401, error, description)
  if (ctx.get('authorization') === '') return
  const challenge = `realm="${issuer}", error="${error}", error_description="${description}"`
  ctx.set('WWW-Authenticate', `Basic ${challenge}`)
}
