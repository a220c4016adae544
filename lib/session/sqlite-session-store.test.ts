import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { describeSessionStore } from './session-store.contract'
import { openSqliteDatabase } from './sqlite-database'
import { openSqliteSessionStore } from './sqlite-session-store'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'sessions-')), 'nested', 'sessions.db')
const now = Date.UTC(2026, 0, 1)
const read = { accessTo: 'all', now } as const
const record = {
  sessionId: 'session-1',
  issuer: 'https://issuer.example',
  subject: 'user-1',
  sid: null,
  device: 'Safari on macOS',
  startedAt: now,
  idleExpiresAt: now + 60_000,
  absoluteExpiresAt: now + 120_000,
  sealed: Buffer.from('sealed'),
}

describe('in memory', () => {
  describeSessionStore(async () => openSqliteSessionStore(':memory:'))
})

describe('in a file', () => {
  describeSessionStore(async () => openSqliteSessionStore(newFile()))

  test('outlives the process that wrote it', async () => {
    const path = newFile()
    const first = openSqliteSessionStore(path)
    await first.createSession(record, now)
    await first.close()
    const second = openSqliteSessionStore(path)
    expect(await second.findSession('session-1', read)).not.toBeNull()
    await second.close()
  })

  test('is shared by two at once', async () => {
    const path = newFile()
    const [one, other] = [openSqliteSessionStore(path), openSqliteSessionStore(path)]
    await one.createSession(record, now)
    await other.endSession('session-1')
    expect(await one.findSession('session-1', read)).toBeNull()
    await one.close()
    await other.close()
  })

  test('waits for another process’s lock without holding anyone else up', async () => {
    const path = newFile()
    const store = openSqliteSessionStore(path)
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
    const created = store.createSession(record, now)
    const ticks = await new Promise<number>((resolve) => {
      let count = 0
      const timer = setInterval(() => {
        count += 1
        if (count < 5) return
        clearInterval(timer)
        resolve(count)
      }, 1)
    })
    expect(ticks).toBe(5)
    other.exec('COMMIT')
    other.close()
    await created
    expect(await store.findSession('session-1', read)).not.toBeNull()
    await store.close()
  })

  test('forgets sessions and claims past their end', async () => {
    const path = newFile()
    const store = openSqliteSessionStore(path)
    await store.createSession(record, now)
    await store.putInstitutionAccess(
      'session-1',
      { institutionId: 'a', sealed: record.sealed },
      { now },
    )
    await store.claimOnce('attempt-1', now + 1_000, now)
    const later = now + 3_600_000
    await store.createSession(
      { ...record, sessionId: 'session-2', idleExpiresAt: later + 1, absoluteExpiresAt: later + 1 },
      later,
    )
    await store.close()
    const database = new DatabaseSync(path)
    const count = (table: string) => database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n
    expect([count('session'), count('institution_access'), count('claim')]).toEqual([1, 0, 0])
    database.close()
  })
})

describe('a file that cannot be used is named, with what to do, and left as it is', () => {
  const newPath = () => join(mkdtempSync(join(tmpdir(), 'sessions-')), 'sessions.db')
  const contents = (path: string) =>
    Object.fromEntries(
      readdirSync(dirname(path)).map((name) => [name, readFileSync(join(dirname(path), name))]),
    )

  test.each<[what: string, make: (path: string) => void, message: RegExp]>([
    [
      'no database',
      (path) => writeFileSync(path, 'somebody’s notes'.repeat(100)),
      /is damaged or no SQLite file\. Move it away/,
    ],
    [
      'damaged',
      (path) => {
        openSqliteDatabase(path).close()
        writeFileSync(path, readFileSync(path).fill(0, 20, 100))
      },
      /is damaged/,
    ],
    [
      'cut short',
      (path) => {
        openSqliteDatabase(path).close()
        truncateSync(path, 5_000)
      },
      /is damaged/,
    ],
    [
      'from a newer version',
      (path) => {
        const database = openSqliteDatabase(path)
        database.exec('PRAGMA user_version = 99')
        database.close()
      },
      /was written by a newer version\. Run that version/,
    ],
    [
      'another program’s',
      (path) => {
        const database = new DatabaseSync(path)
        database.exec('CREATE TABLE notes (text TEXT)')
        database.close()
      },
      /is the database of another program\. Name another file/,
    ],
  ])('%s', (_, make, message) => {
    const path = newPath()
    make(path)
    const before = contents(path)
    expect(() => openSqliteSessionStore(path)).toThrow(message)
    expect(() => openSqliteSessionStore(path)).toThrow(path)
    expect(contents(path)).toEqual(before)
  })

  test('a folder', () => {
    expect(() => openSqliteSessionStore(mkdtempSync(join(tmpdir(), 'sessions-')))).toThrow(
      /cannot be opened/,
    )
  })

  test('read-only', async () => {
    const path = newPath()
    openSqliteDatabase(path).close()
    chmodSync(path, 0o444)
    chmodSync(dirname(path), 0o555)
    const before = contents(path)
    // Permissions do not bind root, so somebody else tries.
    expect(await openInAnotherProcess(path, { asNobody: true })).toMatch(
      /is read-only\. Make it and its folder writable/,
    )
    expect(contents(path)).toEqual(before)
    chmodSync(dirname(path), 0o755)
  })
})

test('a file of the first version is brought up to date with its sessions', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'sessions-')), 'sessions.db')
  const database = new DatabaseSync(path)
  database.exec(firstSchema)
  database.exec(`INSERT INTO session VALUES ('session-1', 'https://issuer.example', 'user-1', NULL,
    ${record.idleExpiresAt}, ${record.absoluteExpiresAt}, x'00')`)
  database.close()
  const store = openSqliteSessionStore(path)
  expect(await store.findSession('session-1', read)).not.toBeNull()
  expect(await store.listSessions({ issuer: record.issuer, subject: 'user-1' }, now)).toMatchObject(
    [{ sessionId: 'session-1', device: '' }],
  )
  expect(await store.holdLock('key', 'owner', 1_000)).toBe(true)
  await store.close()
})

test('a file that was moved away is noticed', async () => {
  const path = newFile()
  const store = openSqliteSessionStore(path)
  await store.ping()
  renameSync(path, `${path}.old`)
  await expect(store.ping()).rejects.toMatchObject({ code: 'store_unavailable' })
  await store.close()
})

test('no session that was answered is lost when the process is killed', async () => {
  const path = newFile()
  openSqliteDatabase(path).close()
  const child = startProcess(writerScript, path)
  const answered: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    answered.push(line)
    if (answered.length === 200) child.kill('SIGKILL')
  }
  expect(answered.length).toBeGreaterThanOrEqual(200)
  const store = openSqliteSessionStore(path)
  for (const sessionId of answered) {
    expect(await store.findSession(sessionId, read), sessionId).not.toBeNull()
  }
  await store.close()
})

/** Prints each session's id as soon as the store has answered that it was created. */
const writerScript = `
  import { openSqliteSessionStore } from '@/lib/session/sqlite-session-store'
  const store = openSqliteSessionStore(process.argv[2])
  const record = ${JSON.stringify({ ...record, sealed: undefined })}
  for (let n = 0; ; n += 1) {
    const sessionId = 'session-' + n
    await store.createSession({ ...record, sessionId, sealed: Buffer.alloc(500) }, ${now})
    process.stdout.write(sessionId + '\\n')
  }
`

/** Answers what the store says when it cannot be opened. */
async function openInAnotherProcess(path: string, { asNobody }: { asNobody: boolean }) {
  const script = `
    import { openSqliteSessionStore } from '@/lib/session/sqlite-session-store'
    try {
      openSqliteSessionStore(process.argv[2])
      process.stdout.write('opened')
    } catch (error) {
      process.stdout.write(error.message)
    }
  `
  const nobody = asNobody && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const child = startProcess(script, path, nobody)
  return (await child.stdout.toArray()).join('')
}

function startProcess(script: string, path: string, options: { uid?: number; gid?: number } = {}) {
  const file = join(mkdtempSync(join(tmpdir(), 'script-')), 'script.mts')
  writeFileSync(file, script)
  chmodSync(dirname(file), 0o755)
  const preload = fileURLToPath(new URL('../../scripts/register-aliases.mjs', import.meta.url))
  return spawn(process.execPath, ['--conditions=react-server', '--import', preload, file, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  })
}

const firstSchema = `
  CREATE TABLE session (session_id TEXT PRIMARY KEY, issuer TEXT NOT NULL, subject TEXT NOT NULL,
    sid TEXT, idle_expires_at INTEGER NOT NULL, absolute_expires_at INTEGER NOT NULL,
    sealed BLOB NOT NULL) STRICT;
  CREATE INDEX session_by_user ON session (issuer, subject);
  CREATE INDEX session_by_sid ON session (issuer, sid) WHERE sid IS NOT NULL;
  CREATE INDEX session_by_end ON session (absolute_expires_at);
  CREATE TABLE institution_access (session_id TEXT NOT NULL REFERENCES session ON DELETE CASCADE,
    institution_id TEXT NOT NULL, sealed BLOB NOT NULL, UNIQUE (session_id, institution_id)) STRICT;
  CREATE TABLE claim (key TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT;
  CREATE INDEX claim_by_end ON claim (expires_at);
  PRAGMA user_version = 1;
`

test('a new file that another process is just making is waited for', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'sessions-')), 'sessions.db')
  const other = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads')
    const { DatabaseSync } = require('node:sqlite')
    const database = new DatabaseSync(workerData)
    database.exec('BEGIN IMMEDIATE')
    parentPort.postMessage('writes')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
    database.close()`,
    { eval: true, workerData: path },
  )
  await once(other, 'message')
  const store = openSqliteSessionStore(path)
  await store.ping()
  await store.close()
  await once(other, 'exit')
})
