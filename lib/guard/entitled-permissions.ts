import 'server-only'
import type { AuthContext } from '@/lib/auth/auth-context'
import { askDatabase } from '@/lib/database/ask-database'
import { findRoles } from '@/lib/institutions/entitled-roles'
import type { PermissionSource } from '@/lib/resource-server/require-permission'
import { permissionsOfRoles } from '@/lib/resource-server/role-permissions'
import { findPracticeRoles } from './practice-roles'

/**
 * Permissions by the roles in the entitlements tables, looked up anew with every call. With sample data,
 * people have roles to practice with where the tables give them none.
 */
export function entitledPermissions({
  config,
  database,
}: Pick<AuthContext, 'config' | 'database'>): PermissionSource {
  return {
    find: async ({ user: { issuer, subject }, institutionId }) => {
      // The tables are about people of one provider.
      if (issuer !== config.issuer) return new Set()
      const place = { subject, institutionId }
      const roles = await askDatabase(database, (open) => findRoles(open, place))
      const practiced = config.sampleData && roles.length === 0 ? findPracticeRoles(place) : []
      return permissionsOfRoles([...roles, ...practiced])
    },
  }
}
