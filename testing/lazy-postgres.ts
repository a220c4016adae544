import type { EntitlementsDatabase } from '@/lib/institutions/entitlements-database'
import { openEntitlementsDatabase } from '@/lib/institutions/entitlements-database'
import { createReopening, type Reopening } from '@/lib/institutions/reopening'
import { type PostgresServer, startPostgres } from './postgres-server'

let server: Promise<PostgresServer> | undefined

/**
 * A database for tests that may need one: the server starts with the first question, once in a test
 * file, and ends with it. The embedded one would take longer.
 */
export function createLazyPostgres(): Reopening<EntitlementsDatabase> {
  return createReopening(async () => {
    server ??= startPostgres()
    const { url } = await server
    return openEntitlementsDatabase({ kind: 'postgres', url })
  })
}
