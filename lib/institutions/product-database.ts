import 'server-only'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '@/lib/config/parse-config'
import { isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import {
  type EntitlementsDatabase,
  entitlementsAddress,
  openEntitlementsDatabase,
} from './entitlements-database'
import { createReopening, type Reopening } from './reopening'

/**
 * The product's own database, not open yet.
 *
 * Where nobody has named one and it has but made-up data, a second process on the machine gets a
 * temporary one instead of none: what it changes is its own, and gone with it.
 */
export function createProductDatabase({
  databaseUrl,
  institutionDirectory: directory,
  sampleData,
}: Pick<
  Config,
  'databaseUrl' | 'institutionDirectory' | 'sampleData'
>): Reopening<EntitlementsDatabase> {
  const isDirectory = directory === 'entitlements' || directory === 'both'
  const mayBeTemporary = databaseUrl === null && sampleData && !isDirectory
  return createReopening(() =>
    openEntitlementsDatabase(entitlementsAddress(databaseUrl)).catch((error: unknown) => {
      if (!mayBeTemporary || !isAppError(error, 'directory_unavailable')) throw error
      log('warn', 'database.temporary', errorFacts(error))
      return openTemporaryDatabase()
    }),
  )
}

async function openTemporaryDatabase(): Promise<EntitlementsDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'jhi-database-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const { db, close } = await openEntitlementsDatabase({ kind: 'embedded', folder })
    return { db, close: () => close().finally(remove) }
  } catch (error) {
    remove()
    throw error
  }
}
