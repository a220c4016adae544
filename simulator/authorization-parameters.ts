import { decodeJwt } from 'jose'
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { institutionOfApplication } from './external-applications.ts'
import type { Faults } from './faults.ts'
import { findPersonByEmail } from './people.ts'

/**
 * Runs once for each authorization request, pushed ones included, after oidc-provider's own checks
 * of the parameters and before anything is decided about the person.
 */
export function checkInstitutionParameter(
  ctx: KoaContextWithOIDC,
  institutionId: string | undefined,
  faults: Faults,
): void {
  const ownInstitution = institutionOfApplication(ctx.oidc.client?.clientId ?? '')
  if (institutionId && ownInstitution && institutionId !== ownInstitution) {
    throw new errors.InvalidRequest('the External Application belongs to another institution')
  }
  keepOfflineAccess(ctx)
  if (ctx.oidc.route === 'authorization') swapPerson(ctx, faults)
}

// oidc-provider drops offline_access when `prompt=consent` is missing. Jack Henry Identity is
// documented to need no such pair any more, so the scope is put back from the original request.
function keepOfflineAccess({ oidc, query }: KoaContextWithOIDC): void {
  const { params } = oidc
  if (params === undefined || !requestedScope(oidc, query).includes('offline_access')) return
  const kept = new Set(typeof params.scope === 'string' ? params.scope.split(' ') : [])
  params.scope = [...kept.add('offline_access')].join(' ')
}

function requestedScope(
  oidc: KoaContextWithOIDC['oidc'],
  query: Record<string, unknown>,
): string[] {
  const pushed = oidc.entities.PushedAuthorizationRequest
  const source = pushed ? decodeJwt(pushed.request) : (oidc.body ?? query)
  return typeof source.scope === 'string' ? source.scope.split(' ') : []
}

function swapPerson({ oidc }: KoaContextWithOIDC, faults: Faults): void {
  const email = faults.take('authorizationPerson')
  const person = email === undefined ? undefined : findPersonByEmail(email)
  if (person !== undefined) oidc.session?.loginAccount({ accountId: person.sub })
}
