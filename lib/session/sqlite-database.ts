import 'server-only'
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError, isAppError } from '@/lib/errors'
import { readSchemaVersion, schemaVersion, updateSchema } from './sqlite-schema'

/** How long another process may take to make or update the file. */
const patienceMilliseconds = 5_000

/**
 * Opens the file of the session store, and makes its tables when it is new.
 *
 * @param path file, created when missing; `:memory:` for tests
 * @throws AppError `store_unavailable`, with a message that says what is wrong and what to do, when
 *   the file is damaged, read-only, from a newer version or somebody else's; it is left untouched
 */
export function openSqliteDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    if (path !== ':memory:') requireWritable(path)
    database = new DatabaseSync(path, { timeout: patienceMilliseconds })
    requireOurs(database, path)
    const version = readSchemaVersion(database)
    if (version === 0) {
      database.exec('PRAGMA page_size = 8192')
      switchToWal(database)
    }
    if (version < schemaVersion) updateSchema(database)
    database.exec(
      'PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 268435456; PRAGMA busy_timeout = 5',
    )
    return database
  } catch (cause) {
    if (database?.isOpen) database.close()
    if (isAppError(cause)) throw cause
    const damaged = damagedCodes.includes(((cause as { errcode?: number }).errcode ?? 0) % 256)
    throw unusable(
      path,
      damaged
        ? 'is damaged or no SQLite file. Move it away to start with an empty one; everybody signs in again'
        : 'cannot be opened. Check the path and its permissions',
      cause,
    )
  }
}

/** Tells whether the path still leads to the file that is open: new processes would open another. */
export function createFileCheck(path: string): () => boolean {
  if (path === ':memory:') return () => true
  const opened = statSync(path).ino
  return () => statSync(path, { throwIfNoEntry: false })?.ino === opened
}

/**
 * SQLite does not wait for this one by itself: while another process makes the same new file, it is
 * refused at once. Nothing else can go on before it, so the thread waits.
 */
function switchToWal(database: DatabaseSync): void {
  const end = performance.now() + patienceMilliseconds
  for (;;) {
    try {
      database.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      const isBusy = ((error as { errcode?: number }).errcode ?? 0) % 256 === 5
      if (!isBusy || performance.now() > end) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const damagedCodes = [11, 26]

function requireWritable(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    accessSync(existsSync(path) ? path : dirname(path), constants.W_OK)
    // The journal files live beside it.
    accessSync(dirname(path), constants.W_OK)
  } catch (cause) {
    throw unusable(path, 'is read-only. Make it and its folder writable for this user', cause)
  }
}

/** A file with other tables belongs to someone else, and one of a later version to a later us. */
function requireOurs(database: DatabaseSync, path: string): void {
  const version = readSchemaVersion(database)
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  const ours = tables.some(({ name }) => name === 'institution_access')
  if (version > schemaVersion && (ours || tables.length === 0)) {
    throw unusable(path, 'was written by a newer version. Run that version, or use another file')
  }
  if (tables.length > 0 && !ours) {
    throw unusable(path, 'is the database of another program. Name another file in SESSION_STORE')
  }
}

function unusable(path: string, why: string, cause?: unknown): AppError {
  return new AppError('store_unavailable', `The session store ${path} ${why}.`, { cause })
}
