import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SessionRecord, SessionStore } from './session-store'

const now = Date.UTC(2026, 0, 1)
const minute = 60_000
const everything = { accessTo: 'all', now } as const
const issuer = 'https://issuer.example'

function sessionRecord(values: Partial<SessionRecord> = {}): SessionRecord {
  return {
    sessionId: 'session-1',
    issuer,
    subject: 'user-1',
    sid: 'provider-session-1',
    device: 'Chrome on Windows',
    startedAt: now,
    idleExpiresAt: now + 15 * minute,
    absoluteExpiresAt: now + 480 * minute,
    sealed: Buffer.from([0, 255, 128, 10, 13]),
    ...values,
  }
}

const access = (institutionId: string, content = institutionId) => ({
  institutionId,
  sealed: Buffer.from(content),
})

/** What every session store does. Each store's test calls this with a way to open an empty one. */
export function describeSessionStore(openEmpty: () => Promise<SessionStore>): void {
  let store: SessionStore
  beforeEach(async () => {
    store = await openEmpty()
  })
  afterEach(() => store.close())

  const find = async (sessionId = 'session-1', at = now) =>
    (await store.findSession(sessionId, { accessTo: [], now: at }))?.session ?? null
  const entries = async (accessTo: 'all' | string[] = 'all', at = now) =>
    (await store.findSession('session-1', { accessTo, now: at }))?.accesses.map(
      ({ institutionId, sealed }) => [institutionId, Buffer.from(sealed).toString()],
    )
  const put = (institutionId: string, content?: string) =>
    store.putInstitutionAccess('session-1', access(institutionId, content), { now })

  describe('a session', () => {
    test('is found as it was created', async () => {
      await store.createSession(sessionRecord(), now)
      const { sealed, ...readable } = sessionRecord()
      const found = await find()
      expect(found).toMatchObject(readable)
      expect(Buffer.from(found?.sealed ?? [])).toEqual(Buffer.from(sealed))
      expect(await find('session-2')).toBeNull()
    })

    test('may have no provider session', async () => {
      await store.createSession(sessionRecord({ sid: null }), now)
      expect(await find()).toMatchObject({ sid: null })
    })

    test('that is created again is still the one', async () => {
      await store.createSession(sessionRecord(), now)
      await put('a')
      await store.createSession(sessionRecord(), now)
      expect(await entries()).toEqual([['a', 'a']])
    })

    test('is gone at its idle limit, and sliding moves that limit', async () => {
      await store.createSession(sessionRecord(), now)
      expect(await find('session-1', now + 15 * minute)).toBeNull()
      expect(await store.slideIdle('session-1', now + 25 * minute, now + 10 * minute)).toBe(true)
      expect(await find('session-1', now + 25 * minute - 1)).not.toBeNull()
      expect(await find('session-1', now + 25 * minute)).toBeNull()
    })

    test('cannot be slid back to life', async () => {
      await store.createSession(sessionRecord(), now)
      expect(await store.slideIdle('session-1', now + 60 * minute, now + 15 * minute)).toBe(false)
      expect(await store.slideIdle('session-2', now + 60 * minute, now)).toBe(false)
    })

    test('is gone at its absolute limit, however idle is slid', async () => {
      await store.createSession(sessionRecord(), now)
      await store.slideIdle('session-1', now + 900 * minute, now)
      expect(await find('session-1', now + 480 * minute - 1)).not.toBeNull()
      expect(await find('session-1', now + 480 * minute)).toBeNull()
    })

    test('is gone once ended, and ending again is no error', async () => {
      await store.createSession(sessionRecord(), now)
      await store.endSession('session-1')
      await store.endSession('session-1')
      expect(await find()).toBeNull()
    })
  })

  describe('institution access', () => {
    test('is one entry for each institution, and writing one leaves the others alone', async () => {
      await store.createSession(sessionRecord(), now)
      expect(await put('')).toBe('written')
      await put('b')
      await put('a', 'first')
      await put('a', 'second')
      expect(await entries()).toEqual([
        ['', ''],
        ['a', 'second'],
        ['b', 'b'],
      ])
    })

    test('is read along with the session, and only what was asked for', async () => {
      await store.createSession(sessionRecord(), now)
      await put('')
      await put('a')
      await put('b')
      expect(await entries([])).toEqual([])
      expect(await entries(['a'])).toEqual([['a', 'a']])
      expect(await entries(['', 'c'])).toEqual([['', '']])
    })

    test('belongs to its session alone', async () => {
      await store.createSession(sessionRecord(), now)
      await store.createSession(sessionRecord({ sessionId: 'session-2' }), now)
      await put('a')
      expect((await store.findSession('session-2', everything))?.accesses).toEqual([])
    })

    test('is replaced on condition only while it is the one that was read', async () => {
      await store.createSession(sessionRecord(), now)
      await put('a', 'first')
      const replace = (content: string, replaced: string) =>
        store.putInstitutionAccess('session-1', access('a', content), {
          replaces: access('a', replaced),
          now,
        })
      expect(await replace('second', 'first')).toBe('written')
      expect(await replace('late', 'first')).toBe('superseded')
      expect(await entries()).toEqual([['a', 'second']])
      await store.endInstitutionAccess('session-1', 'a')
      expect(await replace('late', 'second')).toBe('superseded')
      expect(await entries()).toEqual([])
    })

    test('ends alone, and on condition only while it is the one that was read', async () => {
      await store.createSession(sessionRecord(), now)
      await put('a')
      await put('b', 'newer')
      expect(await store.endInstitutionAccess('session-1', 'a')).toBe(true)
      expect(await store.endInstitutionAccess('session-1', 'a')).toBe(false)
      expect(await store.endInstitutionAccess('session-1', 'b', access('b', 'older'))).toBe(false)
      expect(await entries()).toEqual([['b', 'newer']])
      expect(await store.endInstitutionAccess('session-1', 'b', access('b', 'newer'))).toBe(true)
      expect(await entries()).toEqual([])
    })

    test('is refused for a session that has ended, so a late answer cannot revive it', async () => {
      await store.createSession(sessionRecord(), now)
      await put('a')
      await store.endSession('session-1')
      expect(await put('a')).toBe('session_ended')
      const replaces = access('a')
      expect(
        await store.putInstitutionAccess('session-1', access('a', 'b'), { replaces, now }),
      ).toBe('session_ended')
      expect(await entries()).toBeUndefined()
      await store.createSession(sessionRecord(), now)
      expect(await entries()).toEqual([])
    })

    test('is refused and not found past the session’s limits', async () => {
      await store.createSession(sessionRecord(), now)
      await put('a')
      const late = now + 15 * minute
      expect(await store.putInstitutionAccess('session-1', access('b'), { now: late })).toBe(
        'session_ended',
      )
      expect(await entries('all', late)).toBeUndefined()
    })
  })

  describe('sessions of one owner', () => {
    beforeEach(async () => {
      for (const [n, values] of [
        { sid: 'x' },
        { sid: 'y' },
        { sid: 'y', subject: 'user-2' },
        { sid: null },
        { sid: 'x', issuer: 'https://other.example' },
      ].entries()) {
        const times = { startedAt: now + n, idleExpiresAt: now + (15 + n) * minute }
        const record = sessionRecord({ sessionId: `session-${n + 1}`, ...times, ...values })
        await store.createSession(record, now)
      }
      await put('')
      await put('b')
      await put('a')
    })

    const ids = async (owner: Parameters<SessionStore['listSessions']>[0], at = now) =>
      (await store.listSessions(owner, at)).map(({ sessionId }) => sessionId)

    test('are found by person and by provider session, the newest first', async () => {
      expect(await ids({ issuer, subject: 'user-1' })).toEqual([
        'session-4',
        'session-2',
        'session-1',
      ])
      expect(await ids({ issuer, sid: 'y' })).toEqual(['session-3', 'session-2'])
      expect(await ids({ issuer, subject: 'nobody' })).toEqual([])
      expect(await ids({ issuer: 'https://other.example', sid: 'x' })).toEqual(['session-5'])
    })

    test('are told with what can be read without their cookies', async () => {
      const { sealed: _, ...readable } = sessionRecord({ sid: 'x' })
      expect(await store.listSessions({ issuer, sid: 'x' }, now)).toEqual([
        { ...readable, institutionIds: ['', 'a', 'b'] },
      ])
    })

    test('do not show what has ended', async () => {
      await store.endSession('session-2')
      expect(await ids({ issuer, subject: 'user-1' })).toEqual(['session-4', 'session-1'])
      expect(await ids({ issuer, subject: 'user-1' }, now + 16 * minute)).toEqual(['session-4'])
      expect(await ids({ issuer, sid: 'y' })).toEqual(['session-3'])
    })
  })

  describe('a claim', () => {
    test('is true once, for whoever comes first', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => store.claimOnce('attempt-1', now + minute, now)),
      )
      expect(answers.filter(Boolean)).toHaveLength(1)
      expect(await store.claimOnce('attempt-2', now + minute, now)).toBe(true)
    })

    test('can be made anew after it expired', async () => {
      await store.claimOnce('attempt-1', now + minute, now)
      expect(await store.claimOnce('attempt-1', now + 2 * minute, now + minute)).toBe(true)
    })
  })

  describe('a lock', () => {
    test('is one owner’s at a time, who may keep it', async () => {
      expect(await store.holdLock('a', 'one', 10_000)).toBe(true)
      expect(await store.holdLock('a', 'other', 10_000)).toBe(false)
      expect(await store.holdLock('a', 'one', 10_000)).toBe(true)
      expect(await store.holdLock('b', 'other', 10_000)).toBe(true)
    })

    test('is given back by its owner alone', async () => {
      await store.holdLock('a', 'one', 10_000)
      await store.releaseLock('a', 'other')
      expect(await store.holdLock('a', 'other', 10_000)).toBe(false)
      await store.releaseLock('a', 'one')
      expect(await store.holdLock('a', 'other', 10_000)).toBe(true)
    })

    test('is taken over when its owner does not keep it', async () => {
      await store.holdLock('a', 'one', 30)
      await pause(60)
      expect(await store.holdLock('a', 'other', 10_000)).toBe(true)
      expect(await store.holdLock('a', 'one', 10_000)).toBe(false)
      await store.releaseLock('a', 'one')
      expect(await store.holdLock('a', 'third', 10_000)).toBe(false)
    })

    test('goes to one of many who want it at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.holdLock('a', `owner-${n}`, 10_000)),
      )
      expect(answers.filter(Boolean)).toHaveLength(1)
    })
  })

  test('a ping is answered', async () => {
    await expect(store.ping()).resolves.toBeUndefined()
  })

  test('a store that is closed says store_unavailable, and closing again is no error', async () => {
    await store.close()
    await store.close()
    await expect(find()).rejects.toMatchObject({ code: 'store_unavailable', retryable: true })
  })
}
