import { createHash } from 'node:crypto'
import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import type { Entitlements } from './entitlements.ts'
import { institutionOfApplication } from './external-applications.ts'
import { institutionZero } from './institutions.ts'

/** The authorization-request parameter that names the institution; the spelling is inferred. */
export const institutionParameter = 'institutionId'

/**
 * The institution an authorization request is for: the one it names, else the one its External
 * Application belongs to, else institution zero.
 */
export function requestedInstitution({ oidc }: KoaContextWithOIDC): string {
  const named = oidc.params?.[institutionParameter]
  if (typeof named === 'string' && named !== '') return named
  return institutionOfClient(oidc.client?.clientId ?? '')
}

/** The institution a grant, and so every token under it, is for. */
export function institutionOfGrant(grantId: string | undefined): string {
  return grantId?.slice(0, institutionZero.length) ?? institutionZero
}

/** The institution an External Application belongs to, institution zero if to none. */
export function institutionOfClient(clientId: string): string {
  return institutionOfApplication(clientId) ?? institutionZero
}

/**
 * Finds or makes the grant of this session, person, application and institution. One for each is
 * what keeps institutions apart: refreshing or revoking at one leaves the others alone. No consent
 * is asked, so the grant covers whatever is requested.
 */
export async function loadGrant(
  ctx: KoaContextWithOIDC,
  entitlements: Entitlements,
): Promise<Grant | undefined> {
  const { account, client, provider, session } = ctx.oidc
  if (account === undefined || client === undefined || session === undefined) return undefined
  const institutionId = requestedInstitution(ctx)
  // The interaction policy refuses the request a moment later; no grant is left behind.
  if (!entitlements.has(account.accountId, institutionId)) return undefined

  const { accountId } = account
  const { clientId } = client
  const parties = `${session.uid} ${accountId} ${clientId}`
  const id = `${institutionId}.${createHash('sha256').update(parties).digest('base64url')}`
  const found = await provider.Grant.find(id)
  const grant = found ?? new provider.Grant({ accountId, clientId })
  grant.jti = id
  if (coverRequest(ctx, grant) || found === undefined) await grant.save()
  return grant
}

function coverRequest({ oidc }: KoaContextWithOIDC, grant: Grant): boolean {
  const before = JSON.stringify([grant.openid, grant.resources])
  grant.addOIDCScope(oidc.requestParamOIDCScopes)
  grant.addOIDCClaims(oidc.requestParamClaims)
  for (const [identifier, server] of Object.entries(oidc.resourceServers ?? {})) {
    const covered = [...oidc.requestParamScopes].filter((scope) => server.scopes.has(scope))
    grant.addResourceScope(identifier, covered)
  }
  return JSON.stringify([grant.openid, grant.resources]) !== before
}
