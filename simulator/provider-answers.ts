import type { KoaContextWithOIDC } from 'oidc-provider'

/** A step around oidc-provider. */
export type Middleware = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>

/** Answers an OAuth error in the place of oidc-provider. */
export function answerError(
  ctx: KoaContextWithOIDC,
  status: number,
  error: string,
  description = 'a fault switch of the simulator is on',
): void {
  ctx.status = status
  ctx.body = { error, error_description: description }
}

/** The JSON that oidc-provider answers; empty for a page or nothing. */
export function jsonBody(ctx: KoaContextWithOIDC): Record<string, unknown> {
  const body: unknown = ctx.body
  return typeof body === 'object' && body !== null ? { ...body } : {}
}
