import type { Permission } from './role-permissions'

/** What a call must be allowed to do, said by every route before it says anything else. */
export interface AccessRule {
  /** What the audit trail calls it, for example `account.change-dates`. */
  readonly action: string
  /** What the application must have been given, all of them. */
  readonly scopes: readonly [string, ...string[]]
  /** What the person must be permitted at the institution; null: whoever may work there. */
  readonly permission: Permission | null
  /** How many seconds ago the person may have authenticated at the longest. */
  readonly authenticatedWithinSeconds?: number
}
