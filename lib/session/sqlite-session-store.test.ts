import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { isAppError } from '@/lib/errors'
import { describeSessionStore } from './session-store.contract'
import { openSqliteSessionStore } from './sqlite-session-store'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'sessions-')), 'nested', 'sessions.db')
const now = Date.UTC(2026, 0, 1)
const record = {
  sessionId: 'session-1',
  issuer: 'https://issuer.example',
  subject: 'user-1',
  sid: null,
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
    expect(await second.findSession('session-1', now)).not.toBeNull()
    await second.close()
  })

  test('is shared by two at once', async () => {
    const path = newFile()
    const [one, other] = [openSqliteSessionStore(path), openSqliteSessionStore(path)]
    await one.createSession(record, now)
    await other.endSession('session-1')
    expect(await one.findSession('session-1', now)).toBeNull()
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
    expect(await store.findSession('session-1', now)).not.toBeNull()
    await store.close()
  })

  test('forgets sessions and claims past their end', async () => {
    const path = newFile()
    const store = openSqliteSessionStore(path)
    await store.createSession(record, now)
    await store.putInstitutionAccess(
      'session-1',
      { institutionId: 'a', sealed: record.sealed },
      now,
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

describe('a file that cannot be used is named and left as it is', () => {
  test('damaged', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'sessions-')), 'sessions.db')
    writeFileSync(path, 'not a database, but somebody’s notes'.repeat(50))
    const before = readFileSync(path)
    expect(() => openSqliteSessionStore(path)).toThrow(/cannot be opened/)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('from a newer version', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'sessions-')), 'sessions.db')
    const database = new DatabaseSync(path)
    database.exec('PRAGMA user_version = 99')
    database.close()
    expect(() => openSqliteSessionStore(path)).toThrow(/newer version/)
  })
})

test('a store that fails says store_unavailable', async () => {
  const store = openSqliteSessionStore(':memory:')
  await store.close()
  const error = await store.findSession('session-1', now).catch((reason: unknown) => reason)
  expect(isAppError(error, 'store_unavailable')).toBe(true)
})
