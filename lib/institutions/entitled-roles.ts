import 'server-only'
import { sql } from 'drizzle-orm'
import type { EntitlementsDatabase } from './entitlements-database'
import { entitlements, entitlementsToAll, institutions } from './entitlements-schema'
import { everything } from './institutions-file'

/** The roles of a subject at an institution: its own and everybody's, there and everywhere. */
export async function findRoles(
  { db }: Pick<EntitlementsDatabase, 'db'>,
  { subject, institutionId }: { subject: string; institutionId: string },
): Promise<readonly string[]> {
  // No text of Postgres has it.
  if (`${subject}${institutionId}`.includes('\u0000')) return []
  const names = [...new Set([subject, everything])]
  const answer = await db.execute(sql`
    select unnest(${entitlements.roles}) as role from ${entitlements}
      join ${institutions} on ${institutions.no} = ${entitlements.institutionNo}
      where ${entitlements.userName} in ${names} and ${institutions.institutionId} = ${institutionId}
    union
    select unnest(${entitlementsToAll.roles}) from ${entitlementsToAll}
      where ${entitlementsToAll.userName} in ${names}
    order by role`)
  return (answer as unknown as { rows: { role: string }[] }).rows.map(({ role }) => role)
}
