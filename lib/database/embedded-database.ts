import 'server-only'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ClosableDatabase } from './database'
import { holdEmbeddedLock } from './embedded-lock'
import { makeEmbeddedFolder } from './make-embedded-folder'

/**
 * Opens the embedded database of a folder, or one in memory. It is large, so it is loaded here and
 * nowhere else.
 *
 * @throws AppError `database_unavailable` when another process has it open
 */
export async function openEmbedded(folder: string | null): Promise<ClosableDatabase> {
  const { PGlite } = await import('@electric-sql/pglite')
  const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm')
  const { drizzle } = await import('drizzle-orm/pglite')
  if (folder !== null) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = folder === null ? null : holdEmbeddedLock(folder)
  try {
    const dataDir = folder === null ? 'memory://' : join(folder, 'postgres')
    if (folder !== null) await makeEmbeddedFolder(dataDir)
    const client = await PGlite.create({ dataDir, extensions: { pg_trgm } })
    const db = drizzle(client)
    return {
      db,
      withoutDeadline: (work) => work(db),
      close: async () => {
        if (!client.closed) await client.close()
        lock?.release()
      },
    }
  } catch (error) {
    lock?.release()
    throw error
  }
}
