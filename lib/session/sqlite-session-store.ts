import 'server-only'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type {
  InstitutionAccessRecord,
  SessionOwner,
  SessionRecord,
  SessionStore,
  SessionSummary,
} from './session-store'
import { answer } from './sqlite-answer'
import { createFileCheck, openSqliteDatabase } from './sqlite-database'

/** Part of every statement that reads or writes a session: past a limit it does not exist. */
const live = 'idle_expires_at > :now AND absolute_expires_at > :now'
const liveSession = `EXISTS (SELECT 1 FROM session WHERE session_id = :sessionId AND ${live})`
const readable = `session_id AS sessionId, issuer, subject, sid, device, started_at AS startedAt,
  idle_expires_at AS idleExpiresAt, absolute_expires_at AS absoluteExpiresAt`
const entry = 'session_id = :sessionId AND institution_id = :institutionId'
const cleanUpEvery = 60_000
const cleanUpAtOnce = 500
/** Longer than any lock is held: one that seems to end later was made before the clock went back. */
const longestLock = 60_000

/**
 * Sessions in one SQLite file, shared by every process on this machine (WAL).
 *
 * @param path file, created when missing; `:memory:` for tests
 * @throws AppError `store_unavailable` when the file cannot be used; it is then left untouched
 */
export function openSqliteSessionStore(path: string): SessionStore {
  const database = openSqliteDatabase(path)
  const isSameFile = createFileCheck(path)
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
  const run = (sql: string, values: Values) => Number(prepare(sql).run(values).changes) > 0
  const get = <Row>(sql: string, values: Values) => prepare(sql).get(values) as Row | undefined
  const all = <Row>(sql: string, values: Values) => prepare(sql).all(values) as Row[]

  const cleanUp = (now: number) => {
    // Due in more than a minute: the clock went back.
    if (now < cleanUpDueAt && cleanUpDueAt - now <= cleanUpEvery) return
    const ended = 'idle_expires_at <= :now OR absolute_expires_at <= :now'
    const more = [
      deleteSome('session', ended, now),
      deleteSome('claim', 'expires_at <= :now', now),
      deleteSome('lock', 'expires_at <= :now', Date.now()),
    ]
    cleanUpDueAt = now + (more.includes(cleanUpAtOnce) ? 1_000 : cleanUpEvery)
  }
  /** A few hundred at a time, so that nobody waits for it; a failure is not the caller's. */
  const deleteSome = (table: string, ended: string, now: number): number => {
    const some = `SELECT rowid FROM ${table} WHERE ${ended} LIMIT ${cleanUpAtOnce}`
    try {
      return Number(prepare(`DELETE FROM ${table} WHERE rowid IN (${some})`).run({ now }).changes)
    } catch {
      return 0
    }
  }

  return {
    createSession: ({ ...record }, now) =>
      answer(() => {
        cleanUp(now)
        run(
          `INSERT INTO session (session_id, issuer, subject, sid, device, started_at,
             idle_expires_at, absolute_expires_at, sealed)
           VALUES (:sessionId, :issuer, :subject, :sid, :device, :startedAt,
             :idleExpiresAt, :absoluteExpiresAt, :sealed) ON CONFLICT DO NOTHING`,
          record,
        )
      }),
    findSession: (sessionId, { accessTo, now }) =>
      answer(() => {
        const session = get<SessionRecord>(
          `SELECT ${readable}, sealed FROM session WHERE session_id = :sessionId AND ${live}`,
          { sessionId, now },
        )
        if (session === undefined) return null
        const select = 'SELECT institution_id AS institutionId, sealed FROM institution_access'
        const accesses =
          accessTo === 'all'
            ? all<InstitutionAccessRecord>(
                `${select} WHERE session_id = :sessionId ORDER BY institution_id`,
                { sessionId },
              )
            : accessTo.flatMap(
                (institutionId) =>
                  get<InstitutionAccessRecord>(`${select} WHERE ${entry}`, {
                    sessionId,
                    institutionId,
                  }) ?? [],
              )
        return { session, accesses }
      }),
    slideIdle: (sessionId, idleExpiresAt, now) =>
      answer(() =>
        run(
          `UPDATE session SET idle_expires_at = :idleExpiresAt WHERE session_id = :sessionId AND ${live}`,
          { sessionId, idleExpiresAt, now },
        ),
      ),
    endSession: (sessionId) =>
      answer(() => {
        run('DELETE FROM session WHERE session_id = :sessionId', { sessionId })
      }),
    listSessions: ({ ...owner }: SessionOwner, now) =>
      answer(() =>
        all<Omit<SessionSummary, 'institutionIds'> & { ids: string }>(
          `SELECT ${readable}, (SELECT json_group_array(institution_id ORDER BY institution_id)
             FROM institution_access WHERE session_id = session.session_id) AS ids
           FROM session WHERE issuer = :issuer AND ${'sid' in owner ? 'sid = :sid' : 'subject = :subject'}
             AND ${live} ORDER BY started_at DESC`,
          { ...owner, now },
        ).map(({ ids, ...summary }) => ({
          ...summary,
          institutionIds: JSON.parse(ids) as string[],
        })),
      ),

    putInstitutionAccess: (sessionId, { institutionId, sealed }, { replaces, now }) =>
      answer(() => {
        const written = run(
          replaces === undefined
            ? `INSERT INTO institution_access SELECT :sessionId, :institutionId, :sealed WHERE ${liveSession}
               ON CONFLICT (session_id, institution_id) DO UPDATE SET sealed = excluded.sealed`
            : `UPDATE institution_access SET sealed = :sealed
               WHERE ${entry} AND sealed = :replaced AND ${liveSession}`,
          {
            sessionId,
            institutionId,
            sealed,
            now,
            ...(replaces && { replaced: replaces.sealed }),
          },
        )
        if (written) return 'written'
        const session = get(`SELECT 1 WHERE ${liveSession}`, { sessionId, now })
        return session === undefined ? 'session_ended' : 'superseded'
      }),
    endInstitutionAccess: (sessionId, institutionId, onlyIf) =>
      answer(() =>
        onlyIf === undefined
          ? run(`DELETE FROM institution_access WHERE ${entry}`, { sessionId, institutionId })
          : run(`DELETE FROM institution_access WHERE ${entry} AND sealed = :sealed`, {
              sessionId,
              institutionId,
              sealed: onlyIf.sealed,
            }),
      ),

    claimOnce: (key, expiresAt, now) =>
      answer(() => {
        cleanUp(now)
        return run(
          `INSERT INTO claim VALUES (:key, :expiresAt)
           ON CONFLICT (key) DO UPDATE SET expires_at = excluded.expires_at WHERE expires_at <= :now`,
          { key, expiresAt, now },
        )
      }),
    holdLock: (key, owner, milliseconds) =>
      answer(() => {
        const now = Date.now()
        return run(
          `INSERT INTO lock VALUES (:key, :owner, :expiresAt)
           ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
           WHERE owner = :owner OR expires_at <= :now OR expires_at > :latest`,
          { key, owner, expiresAt: now + milliseconds, now, latest: now + longestLock },
        )
      }),
    releaseLock: (key, owner) =>
      answer(() => {
        run('DELETE FROM lock WHERE key = :key AND owner = :owner', { key, owner })
      }),

    ping: () =>
      answer(() => {
        get('SELECT 1 FROM session', {})
        if (!isSameFile()) throw new Error('the file was moved or deleted')
      }),
    close: async () => {
      if (database.isOpen) database.close()
    },
  }
}
