import type { DatabaseSync } from 'node:sqlite'

/** Counts up with every change of the tables; an older file is brought up to it. */
export const schemaVersion = 2

/** Rowid tables on purpose: measured, `WITHOUT ROWID` reads records of 2 kB six times slower. */
const tables = `
  CREATE TABLE session (
    session_id TEXT PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    sid TEXT,
    idle_expires_at INTEGER NOT NULL,
    absolute_expires_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    device TEXT NOT NULL DEFAULT '',
    started_at INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX session_by_user ON session (issuer, subject);
  CREATE INDEX session_by_sid ON session (issuer, sid) WHERE sid IS NOT NULL;
  CREATE INDEX session_by_end ON session (absolute_expires_at);
  CREATE INDEX session_by_idle_end ON session (idle_expires_at);
  CREATE TABLE institution_access (
    session_id TEXT NOT NULL REFERENCES session ON DELETE CASCADE,
    institution_id TEXT NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (session_id, institution_id)
  ) STRICT;
  CREATE TABLE claim (key TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT;
  CREATE INDEX claim_by_end ON claim (expires_at);
  CREATE TABLE lock (key TEXT PRIMARY KEY, owner TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT;
`

/** From each version to the next. */
const migrations: Readonly<Record<number, string>> = {
  1: `
    ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';
    ALTER TABLE session ADD COLUMN started_at INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX session_by_idle_end ON session (idle_expires_at);
    CREATE TABLE lock (key TEXT PRIMARY KEY, owner TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT;
  `,
}

/** The version of the tables in a file; 0 for a file without any. */
export function readSchemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version)
}

/**
 * Makes the tables, or brings those of an older version up to date. Two processes may find the file
 * at the same time; the lock lets one do it.
 */
export function updateSchema(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    const version = readSchemaVersion(database)
    if (version === 0) database.exec(tables)
    for (let from = version; from > 0 && from < schemaVersion; from += 1) {
      database.exec(migrations[from] ?? '')
    }
    database.exec(`PRAGMA user_version = ${schemaVersion}; COMMIT`)
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
