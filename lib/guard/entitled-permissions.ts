import 'server-only'
import type { AuthContext } from '@/lib/auth/auth-context'
import { askDatabase } from '@/lib/database/ask-database'
import { prepareOnce } from '@/lib/database/prepare-once'
import { findRoles } from '@/lib/institutions/entitled-roles'
import type { EntitlementsDatabase } from '@/lib/institutions/entitlements-database'
import { importEntitlements } from '@/lib/institutions/entitlements-import'
import { practiceRoles } from '@/lib/institutions/practice-roles'
import type { PermissionSource } from '@/lib/resource-server/require-permission'
import { permissionsOfRoles } from '@/lib/resource-server/role-permissions'

/** Permissions by the roles in the entitlements tables, looked up anew with every call. */
export function entitledPermissions({
  config,
  database,
}: Pick<AuthContext, 'config' | 'database'>): PermissionSource {
  // Where the tables also decide who may open what, nobody is put into them uncalled.
  const isDirectory =
    config.institutionDirectory === 'entitlements' || config.institutionDirectory === 'both'
  const withPracticeRoles = config.sampleData && !isDirectory
  return {
    find: ({ user: { issuer, subject }, institutionId }) => {
      // The tables are about people of one provider.
      if (issuer !== config.issuer) return Promise.resolve(new Set())
      return askDatabase(database, async (open) => {
        if (withPracticeRoles) await preparePracticeRoles(open as EntitlementsDatabase)
        return permissionsOfRoles(await findRoles(open, { subject, institutionId }))
      })
    },
  }
}

/** Once in a database: who changes these roles finds them changed. */
function preparePracticeRoles(database: EntitlementsDatabase): Promise<void> {
  return prepareOnce(database, 'practice-roles', async () => {
    const [editor] = practiceRoles.entitlements
    const known = await findRoles(database, {
      subject: editor.userName,
      institutionId: editor.institutionId,
    })
    if (known.length === 0) await importEntitlements(database, practiceRoles)
  })
}
