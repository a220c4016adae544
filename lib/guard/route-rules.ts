import 'server-only'
import { route } from '@/lib/http/route'
import type { AccessRule } from '@/lib/resource-server/access-rule'

const slot = Symbol.for('jhi.route-rule')

/** What a route handler declares about its callers. */
export type DeclaredRule = AccessRule | 'open to all'

/** Notes at a handler what it lets through, for the check that none goes without. */
export function markGuarded<Handler extends object>(handler: Handler, rule: DeclaredRule): Handler {
  return Object.assign(handler, { [slot]: rule })
}

/** Makes a route handler that asks nobody for anything. */
export function openToAll(handler: Parameters<typeof route>[0]) {
  return markGuarded(route(handler), 'open to all')
}

/** What a handler declares; undefined for one that declares nothing. */
export function findDeclaredRule(handler: unknown): DeclaredRule | undefined {
  return (handler as { [slot]?: DeclaredRule })[slot]
}
