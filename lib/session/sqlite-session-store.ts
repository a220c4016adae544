import 'server-only'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError, isAppError } from '@/lib/errors'
import type { InstitutionAccessRecord, SessionRecord, SessionStore } from './session-store'

const schemaVersion = 1

/** Rowid tables on purpose: measured, `WITHOUT ROWID` reads records of 2 kB six times slower. */
const schema = `
  CREATE TABLE session (
    session_id TEXT PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    sid TEXT,
    idle_expires_at INTEGER NOT NULL,
    absolute_expires_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE INDEX session_by_user ON session (issuer, subject);
  CREATE INDEX session_by_sid ON session (issuer, sid) WHERE sid IS NOT NULL;
  CREATE INDEX session_by_end ON session (absolute_expires_at);
  CREATE TABLE institution_access (
    session_id TEXT NOT NULL REFERENCES session ON DELETE CASCADE,
    institution_id TEXT NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (session_id, institution_id)
  ) STRICT;
  CREATE TABLE claim (key TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT;
  CREATE INDEX claim_by_end ON claim (expires_at);
  PRAGMA user_version = ${schemaVersion};
`

/** Part of every statement that reads or writes a session: past a limit it does not exist. */
const live = 'idle_expires_at > :now AND absolute_expires_at > :now'
const liveSession = `EXISTS (SELECT 1 FROM session WHERE session_id = :sessionId AND ${live})`
const cleanUpEvery = 60_000

/**
 * Sessions in one SQLite file, shared by every process on this machine (WAL).
 *
 * @param path file, created when missing; `:memory:` for tests
 * @throws AppError `store_unavailable` when the file cannot be used; it is then left untouched
 */
export function openSqliteSessionStore(path: string): SessionStore {
  const database = openDatabase(path)
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  let cleanUpDueAt = 0

  const prepare = (sql: string) => {
    const known = statements.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  type Values = Record<string, SQLInputValue>
  const run = (sql: string, values: Values) =>
    answer(() => Number(prepare(sql).run(values).changes) > 0)
  const get = <Row>(sql: string, values: Values) =>
    answer(() => (prepare(sql).get(values) as Row | undefined) ?? null)
  const all = <Row>(sql: string, values: Values) => answer(() => prepare(sql).all(values) as Row[])

  const cleanUp = (now: number) => {
    if (now < cleanUpDueAt) return
    cleanUpDueAt = now + cleanUpEvery
    prepare('DELETE FROM session WHERE idle_expires_at <= :now OR absolute_expires_at <= :now').run(
      {
        now,
      },
    )
    prepare('DELETE FROM claim WHERE expires_at <= :now').run({ now })
  }

  return {
    createSession: ({ ...record }, now) =>
      answer(() => {
        cleanUp(now)
        prepare(
          'INSERT INTO session VALUES (:sessionId, :issuer, :subject, :sid, :idleExpiresAt, :absoluteExpiresAt, :sealed)',
        ).run(record)
      }),
    findSession: (sessionId, now) =>
      get<SessionRecord>(
        `SELECT session_id AS sessionId, issuer, subject, sid, idle_expires_at AS idleExpiresAt,
           absolute_expires_at AS absoluteExpiresAt, sealed
         FROM session WHERE session_id = :sessionId AND ${live}`,
        { sessionId, now },
      ),
    slideIdle: (sessionId, idleExpiresAt, now) =>
      run(
        `UPDATE session SET idle_expires_at = :idleExpiresAt WHERE session_id = :sessionId AND ${live}`,
        { sessionId, idleExpiresAt, now },
      ),
    endSession: (sessionId) =>
      answer(() => {
        prepare('DELETE FROM session WHERE session_id = :sessionId').run({ sessionId })
      }),

    putInstitutionAccess: (sessionId, { institutionId, sealed }, now) =>
      run(
        `INSERT INTO institution_access SELECT :sessionId, :institutionId, :sealed WHERE ${liveSession}
         ON CONFLICT (session_id, institution_id) DO UPDATE SET sealed = excluded.sealed`,
        { sessionId, institutionId, sealed, now },
      ),
    findInstitutionAccess: (sessionId, institutionId, now) =>
      get<InstitutionAccessRecord>(
        `SELECT institution_id AS institutionId, sealed FROM institution_access
         WHERE session_id = :sessionId AND institution_id = :institutionId AND ${liveSession}`,
        { sessionId, institutionId, now },
      ),
    listInstitutionAccess: (sessionId, now) =>
      all<InstitutionAccessRecord>(
        `SELECT institution_id AS institutionId, sealed FROM institution_access
         WHERE session_id = :sessionId AND ${liveSession} ORDER BY rowid`,
        { sessionId, now },
      ),
    endInstitutionAccess: (sessionId, institutionId) =>
      answer(() => {
        prepare(
          'DELETE FROM institution_access WHERE session_id = :sessionId AND institution_id = :institutionId',
        ).run({ sessionId, institutionId })
      }),

    claimOnce: (key, expiresAt, now) =>
      answer(() => {
        cleanUp(now)
        const claimed = prepare(
          `INSERT INTO claim VALUES (:key, :expiresAt)
           ON CONFLICT (key) DO UPDATE SET expires_at = excluded.expires_at WHERE expires_at <= :now`,
        ).run({ key, expiresAt, now })
        return Number(claimed.changes) > 0
      }),

    ping: () =>
      answer(() => {
        prepare('SELECT 1').get()
      }),
    close: () => answer(() => database.close()),
  }
}

function openDatabase(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const database = new DatabaseSync(path, { timeout: 5_000 })
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version)
    if (version > schemaVersion) {
      database.close()
      throw new AppError('store_unavailable', `${path} was written by a newer version`)
    }
    if (version === 0) {
      database.exec('PRAGMA page_size = 8192')
      database.exec('PRAGMA journal_mode = WAL')
      createSchemaOnce(database)
    }
    database.exec(
      'PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 268435456; PRAGMA busy_timeout = 50',
    )
    return database
  } catch (cause) {
    if (isAppError(cause)) throw cause
    throw new AppError('store_unavailable', `the session store ${path} cannot be opened`, { cause })
  }
}

/** Two processes may find the file empty at the same time; the lock lets one create the tables. */
function createSchemaOnce(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE')
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version)
  if (version === 0) database.exec(schema)
  database.exec('COMMIT')
}

const longestWait = 4_000

/**
 * Runs a query. Another process may hold the file's lock; SQLite would wait for it on this thread,
 * with every other request behind it, so it waits 50 milliseconds and we wait between tries.
 */
async function answer<T>(query: () => T): Promise<T> {
  const end = Date.now() + longestWait
  for (;;) {
    try {
      return query()
    } catch (cause) {
      if (isBusy(cause) && Date.now() < end) {
        await pause(25)
        continue
      }
      throw new AppError('store_unavailable', 'the session store did not answer', {
        cause,
        retryable: true,
      })
    }
  }
}

/** SQLITE_BUSY, with or without an extended code. */
function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number } | null)?.errcode ?? 0) % 256 === 5
}
