import 'server-only'
import { sql } from 'drizzle-orm'
import { errorFacts, log } from '@/lib/observability/log'
import type { ClosableDatabase } from './database'

const answerWithin = 4_000
const mostConnections = 10

/**
 * Opens a database in Postgres, and asks it whether it answers. The driver is loaded here, when it is
 * needed.
 *
 * @throws what the driver throws
 */
export async function openPostgres(
  connectionString: string,
  { patient }: { patient: boolean },
): Promise<ClosableDatabase> {
  const { Client, Pool } = (await import('pg')).default
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const connection = { connectionString, connectionTimeoutMillis: answerWithin, keepAlive: true }
  const pool = new Pool({
    ...connection,
    max: mostConnections,
    // The server gives up too: else every try would leave one more statement waiting there.
    ...(!patient && { query_timeout: answerWithin, statement_timeout: answerWithin }),
  })
  // Of connections that nobody uses right now; unheard it would end the process.
  pool.on('error', logFailure)
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= pool.end()
    return closing
  }
  const db = drizzle(pool)
  try {
    await db.execute(sql`select`)
  } catch (error) {
    await close()
    throw error
  }
  return {
    db,
    close,
    async withoutDeadline(work) {
      const client = new Client(connection)
      client.on('error', logFailure)
      await client.connect()
      try {
        return await work(drizzle(client))
      } finally {
        await client.end()
      }
    },
  }
}

function logFailure(error: unknown): void {
  log('warn', 'database.failed', errorFacts(error))
}
