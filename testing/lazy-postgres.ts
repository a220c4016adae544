import type { ClosableDatabase } from '@/lib/database/database'
import { openDatabase } from '@/lib/database/open-database'
import { createReopening, type Reopening } from '@/lib/database/reopening'
import { type PostgresServer, startPostgres } from './postgres-server'

let server: Promise<PostgresServer> | undefined

/**
 * A database for tests that may need one: the server starts with the first question, once in a test
 * file, and ends with it. The embedded one would take longer.
 */
export function createLazyPostgres(): Reopening<ClosableDatabase> {
  return createReopening(async () => {
    server ??= startPostgres()
    const { url } = await server
    return openDatabase({ kind: 'postgres', url })
  })
}
