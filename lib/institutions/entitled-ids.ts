import 'server-only'
import { eq, inArray } from 'drizzle-orm'
import type { Database } from '@/lib/database/database'
import { entitlements, institutions } from './entitlements-schema'

/** The ids that these names are entitled to one by one. */
export async function findEntitledIds(
  db: Database['db'],
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ id: institutions.institutionId })
    .from(entitlements)
    .innerJoin(institutions, eq(institutions.no, entitlements.institutionNo))
    .where(inArray(entitlements.userName, [...names]))
  return new Set(rows.map(({ id }) => id))
}
