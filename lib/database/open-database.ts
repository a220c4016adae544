import 'server-only'
import type { ClosableDatabase } from './database'
import type { DatabaseAddress } from './database-address'
import { openEmbedded } from './embedded-database'
import { openPostgres } from './postgres-database'

/**
 * Opens the database; each room makes its own tables in it.
 *
 * @param options.patient whether statements may take as long as they need, as an import does
 * @throws what the driver throws; AppError `database_unavailable` when another process has the
 *   embedded one open
 */
export function openDatabase(
  address: DatabaseAddress,
  { patient = false }: { patient?: boolean } = {},
): Promise<ClosableDatabase> {
  return address.kind === 'postgres'
    ? openPostgres(address.url, { patient })
    : openEmbedded(address.folder)
}
