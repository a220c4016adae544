import type { Permission } from '@/lib/resource-server/role-permissions'

/** Who calls, where, and what they may do there: every check of the route's rule passed. */
export interface Caller {
  readonly user: { readonly issuer: string; readonly subject: string }
  readonly institutionId: string
  /** The application that the token was issued to, if the token says so. */
  readonly clientId: string | null
  readonly scopes: readonly string[]
  /** All the person has here; none where the rule asks for none. */
  readonly permissions: ReadonlySet<Permission>
  readonly requestId: string
  /** What the caller named its request. */
  readonly callerRequestId: string | null
}
