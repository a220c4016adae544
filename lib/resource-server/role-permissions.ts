/** Yours to change: what a person may do at an institution, finer than a scope. */
export const permissions = [
  'accounts.view',
  'accounts.view-balances',
  'accounts.view-numbers',
  'accounts.change-dates',
  'accounts.change-details',
] as const

/** One of them. */
export type Permission = (typeof permissions)[number]

/**
 * Yours to change: what each role may do, by the names that stand in the entitlements. A role that is
 * not here may do nothing.
 */
const permissionsOfRole: Readonly<Record<string, readonly Permission[]>> = {
  'accounts-reader': ['accounts.view', 'accounts.view-balances'],
  'accounts-scheduler': ['accounts.view', 'accounts.change-dates'],
  'accounts-editor': [
    'accounts.view',
    'accounts.view-balances',
    'accounts.view-numbers',
    'accounts.change-dates',
    'accounts.change-details',
  ],
}

/** What somebody with these roles may do. */
export function permissionsOfRoles(roles: readonly string[]): ReadonlySet<Permission> {
  return new Set(
    roles.flatMap((role) =>
      Object.hasOwn(permissionsOfRole, role) ? (permissionsOfRole[role] ?? []) : [],
    ),
  )
}
