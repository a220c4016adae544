import 'server-only'
import { sql } from 'drizzle-orm'
import type { Database } from '@/lib/database/database'
import { selectRows } from '@/lib/database/select-rows'
import { prepareDirectory } from './directory-tables'
import { entitlements, entitlementsToAll, institutions } from './entitlements-schema'
import { everything } from './institutions-file'

/** The roles of a subject at an institution: its own and everybody's, there and everywhere. */
export async function findRoles(
  database: Database,
  { subject, institutionId }: { subject: string; institutionId: string },
): Promise<readonly string[]> {
  // No text of Postgres has it.
  if (`${subject}${institutionId}`.includes('\u0000')) return []
  const names = [...new Set([subject, everything])]
  await prepareDirectory(database)
  const rows = await selectRows<{ role: string }>(
    database.db,
    sql`
    select unnest(${entitlements.roles}) as role from ${entitlements}
      join ${institutions} on ${institutions.no} = ${entitlements.institutionNo}
      where ${entitlements.userName} in ${names} and ${institutions.institutionId} = ${institutionId}
    union
    select unnest(${entitlementsToAll.roles}) from ${entitlementsToAll}
      where ${entitlementsToAll.userName} in ${names}
    order by role`,
  )
  return rows.map(({ role }) => role)
}
