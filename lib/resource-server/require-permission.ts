import 'server-only'
import { AppError } from '@/lib/errors'
import type { Permission } from './role-permissions'

/** For whom, where, and on what: the parameters of the path. */
export interface PermissionQuestion {
  readonly user: { readonly issuer: string; readonly subject: string }
  readonly institutionId: string
  readonly resource: Readonly<Record<string, string>>
}

/**
 * Answers what a person may do at an institution. Where the answer comes from is the product's
 * decision; the adapter on the entitlements tables is `lib/guard/entitled-permissions.ts`.
 */
export interface PermissionSource {
  /**
   * All permissions for the resource; an empty set for somebody unknown.
   *
   * @throws AppError `database_unavailable` when it cannot be had: never an empty set for that
   */
  find(question: PermissionQuestion): Promise<ReadonlySet<Permission>>
}

/**
 * Lets a person through who has this permission at this institution, and answers all they have.
 *
 * @throws AppError `permission_denied`, and what the source throws
 */
export async function requirePermission(
  source: PermissionSource,
  { permission, ...question }: PermissionQuestion & { permission: Permission },
): Promise<ReadonlySet<Permission>> {
  const permissions = await source.find(question)
  requireHeld(permissions, permission)
  return permissions
}

/**
 * The same for what turns out in the course of a call to be needed too.
 *
 * @throws AppError `permission_denied`
 */
export function requireHeld(held: ReadonlySet<Permission>, permission: Permission): void {
  if (held.has(permission)) return
  throw new AppError('permission_denied', 'the person lacks a permission', {
    facts: { permission },
    extensions: { missingPermission: permission },
  })
}
