import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Opens the file that outlives a restart: sessions, grants, codes, refresh tokens, keys.
 * `:memory:` keeps everything in this process.
 */
export function openDataFile(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(path)
  database.exec(`
    PRAGMA busy_timeout = 2000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS records (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      payload TEXT NOT NULL,
      grant_id TEXT,
      uid TEXT,
      expires_at INTEGER,
      PRIMARY KEY (kind, id)
    );
    CREATE INDEX IF NOT EXISTS records_by_grant ON records (kind, grant_id);
    CREATE INDEX IF NOT EXISTS records_by_uid ON records (kind, uid);
    CREATE INDEX IF NOT EXISTS records_by_expiry ON records (expires_at);
    CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  `)
  return database
}

/** Reads a setting; undefined when it was never written. */
export function findSetting(database: DatabaseSync, name: string): string | undefined {
  const row = database.prepare('SELECT value FROM settings WHERE name = ?').get(name)
  return row === undefined ? undefined : String(row.value)
}

/** Writes a setting, replacing an earlier value. */
export function saveSetting(database: DatabaseSync, name: string, value: string): void {
  database
    .prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?')
    .run(name, value, value)
}

/** Removes what has expired; nothing reads such rows any more. */
export function removeExpired(database: DatabaseSync, nowSeconds: number): void {
  database.prepare('DELETE FROM records WHERE expires_at <= ?').run(nowSeconds)
}
