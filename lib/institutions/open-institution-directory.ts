import 'server-only'
import type { Config } from '@/lib/config/parse-config'
import type { ClosableDatabase } from '@/lib/database/database'
import { createProductDatabase } from '@/lib/database/product-database'
import type { Reopening } from '@/lib/database/reopening'
import { createBannoGroupsDirectory } from './banno-groups-directory'
import { createEntitlementsDirectory } from './entitlements-directory'
import { openFileDirectory } from './file-directory'
import type { InstitutionDirectory } from './institution-directory'
import { createNarrowedDirectory } from './narrowed-directory'

/** What directories need to know of the configuration. */
export type DirectorySettings = Pick<
  Config,
  'institutionDirectory' | 'institutionsUrl' | 'institutionsFile' | 'databaseUrl' | 'sampleData'
>

/**
 * The directory that `INSTITUTION_DIRECTORY` names.
 *
 * @param options.database the product's, for what else needs it: an embedded one can be open only once
 * @throws ConfigError with what is wrong in `INSTITUTIONS_FILE`
 */
export function openInstitutionDirectory(
  settings: DirectorySettings,
  {
    now = Date.now,
    database = createProductDatabase(settings),
  }: { now?: () => number; database?: Reopening<ClosableDatabase> } = {},
): InstitutionDirectory {
  const url = settings.institutionsUrl ?? ''
  switch (settings.institutionDirectory) {
    case 'banno-groups':
      return createBannoGroupsDirectory({ url, now })
    case 'entitlements':
      return createEntitlementsDirectory(database)
    case 'file':
      return openFileDirectory(settings.institutionsFile ?? '')
    case 'both':
      return createNarrowedDirectory({ url, address: database, now })
  }
}
