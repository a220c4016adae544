import type { KoaContextWithOIDC } from 'oidc-provider'
import { readClientForm } from './client-form.ts'
import type { ClientRequests } from './client-requests.ts'
import type { Faults } from './faults.ts'
import { pause } from './pause.ts'
import { answerError, type Middleware } from './provider-answers.ts'
import { readShownClient } from './shown-client.ts'

/** What the steps at the endpoints for applications need, the token endpoint's aside. */
export interface ClientEndpointParts {
  faults: Faults
  clientRequests: ClientRequests
  closing: AbortSignal
}

const paths = ['/request', '/token/revocation', '/token/introspection']

/** Notes who asked. */
export function noteClientRequests({ clientRequests }: ClientEndpointParts): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'POST' || !paths.includes(ctx.path)) return next()
    const form = await readClientForm(ctx)
    if (form === undefined) return answerTooLarge(ctx)
    const entry = clientRequests.begin(ctx.path, await readShownClient(ctx, form))
    await next()
    entry.status = ctx.status
  }
}

/** The revocation endpoint, as late as the switch says. */
export function revocationDelay({ closing, faults }: ClientEndpointParts): Middleware {
  return async (ctx, next) => {
    const delay = ctx.path === '/token/revocation' ? faults.take('revocationDelay') : undefined
    if (delay !== undefined) await pause(delay, closing)
    await next()
  }
}

/**
 * Pushed authorization requests without DPoP while the switch is on: otherwise the code would be
 * bound to a key, and the token endpoint could not look away. The switch counts tokens alone.
 */
export function pushedWithoutDpop({ faults }: ClientEndpointParts): Middleware {
  return async (ctx, next) => {
    if (ctx.path === '/request' && faults.has('ignoreDpop')) dropDpop(ctx)
    await next()
  }
}

/** Takes the proof out of a request. */
export function dropDpop(ctx: KoaContextWithOIDC): void {
  delete ctx.req.headers.dpop
}

/** Refuses a form that is too large to be one. */
export function answerTooLarge(ctx: KoaContextWithOIDC): void {
  answerError(ctx, 413, 'invalid_request', 'the form is too large')
}
