import 'server-only'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@/lib/errors'
import type { InstitutionAccessRecord, SessionRecord, SessionStore } from './session-store'
import { openSqliteDatabase } from './sqlite-database'

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
  const database = openSqliteDatabase(path)
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
