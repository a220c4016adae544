// Fills a SQLite file with sessions: `fill-sqlite.ts <path> <count>`. In one transaction, past the
// store, whose commit for every session would take a quarter of an hour for a million.
import { DatabaseSync } from 'node:sqlite'
import { openSqliteSessionStore } from '@/lib/session/sqlite-session-store'
import { accessRecords, makeSession } from './made-up-session.ts'

const [path = '', count = '0'] = process.argv.slice(2)

// The tables are the store's own.
await openSqliteSessionStore(path).close()
const database = new DatabaseSync(path)
database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; BEGIN')
const addSession = database.prepare(
  `INSERT INTO session (session_id, issuer, subject, sid, device, started_at, idle_expires_at,
     absolute_expires_at, sealed)
   VALUES (:sessionId, :issuer, :subject, :sid, :device, :startedAt, :idleExpiresAt,
     :absoluteExpiresAt, :sealed)`,
)
const addAccess = database.prepare(
  `INSERT INTO institution_access (session_id, institution_id, sealed)
   VALUES (:sessionId, :institutionId, :sealed)`,
)
for (let n = 0; n < Number(count); n += 1) {
  const session = makeSession(n)
  addSession.run({ ...session })
  for (const record of accessRecords) addAccess.run({ ...record, sessionId: session.sessionId })
}
database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
database.close()
