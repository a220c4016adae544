import 'server-only'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '@/lib/config/parse-config'
import { isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import type { ClosableDatabase } from './database'
import { databaseAddress } from './database-address'
import { openDatabase } from './open-database'
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
>): Reopening<ClosableDatabase> {
  const isDirectory = directory === 'entitlements' || directory === 'both'
  const mayBeTemporary = databaseUrl === null && sampleData && !isDirectory
  return createReopening(() =>
    openDatabase(databaseAddress(databaseUrl)).catch((error: unknown) => {
      if (!mayBeTemporary || !isAppError(error, 'database_unavailable')) throw error
      log('warn', 'database.temporary', errorFacts(error))
      return openTemporaryDatabase()
    }),
  )
}

async function openTemporaryDatabase(): Promise<ClosableDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'jhi-database-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const database = await openDatabase({ kind: 'embedded', folder })
    return { ...database, close: () => database.close().finally(remove) }
  } catch (error) {
    remove()
    throw error
  }
}
