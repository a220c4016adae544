import 'server-only'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '@/lib/errors'

/**
 * Holds the embedded database for this process, which alone may open it: two would destroy it. The
 * lock is that of a SQLite file, since the system gives it back when the process ends, however.
 *
 * @throws AppError `database_unavailable` when another process holds it
 */
export function holdEmbeddedLock(folder: string): { release(): void } {
  const file = new DatabaseSync(join(folder, 'lock'))
  try {
    file.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    file.close()
    throw new AppError(
      'database_unavailable',
      `another process uses the embedded database in ${folder}: end it first, or set DATABASE_URL`,
      { cause },
    )
  }
  return {
    release: () => {
      if (file.isOpen) file.close()
    },
  }
}
