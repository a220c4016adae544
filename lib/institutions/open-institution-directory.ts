import 'server-only'
import type { Config } from '@/lib/config/parse-config'
import { createBannoGroupsDirectory } from './banno-groups-directory'
import { entitlementsAddress } from './entitlements-database'
import { createEntitlementsDirectory } from './entitlements-directory'
import { openFileDirectory } from './file-directory'
import type { InstitutionDirectory } from './institution-directory'
import { createNarrowedDirectory } from './narrowed-directory'

/** What directories need to know of the configuration. */
export type DirectorySettings = Pick<
  Config,
  'institutionDirectory' | 'institutionsUrl' | 'institutionsFile' | 'databaseUrl'
>

/**
 * The directory that `INSTITUTION_DIRECTORY` names.
 *
 * @throws ConfigError with what is wrong in `INSTITUTIONS_FILE`
 */
export function openInstitutionDirectory(
  settings: DirectorySettings,
  { now = Date.now }: { now?: () => number } = {},
): InstitutionDirectory {
  const url = settings.institutionsUrl ?? ''
  const address = entitlementsAddress(settings.databaseUrl)
  switch (settings.institutionDirectory) {
    case 'banno-groups':
      return createBannoGroupsDirectory({ url, now })
    case 'entitlements':
      return createEntitlementsDirectory(address)
    case 'file':
      return openFileDirectory(settings.institutionsFile ?? '')
    case 'both':
      return createNarrowedDirectory({ url, address, now })
  }
}
