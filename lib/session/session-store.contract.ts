import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SessionRecord, SessionStore } from './session-store'

const now = Date.UTC(2026, 0, 1)
const minute = 60_000

function sessionRecord(values: Partial<SessionRecord> = {}): SessionRecord {
  return {
    sessionId: 'session-1',
    issuer: 'https://issuer.example',
    subject: 'user-1',
    sid: 'provider-session-1',
    idleExpiresAt: now + 15 * minute,
    absoluteExpiresAt: now + 480 * minute,
    sealed: Buffer.from('sealed'),
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

  describe('a session', () => {
    test('is found as it was created', async () => {
      await store.createSession(sessionRecord(), now)
      const found = await store.findSession('session-1', now)
      expect(found).toMatchObject({ subject: 'user-1', sid: 'provider-session-1' })
      expect(Buffer.from(found?.sealed ?? []).toString()).toBe('sealed')
      expect(await store.findSession('session-2', now)).toBeNull()
    })

    test('may have no provider session', async () => {
      await store.createSession(sessionRecord({ sid: null }), now)
      expect(await store.findSession('session-1', now)).toMatchObject({ sid: null })
    })

    test('is gone at its idle limit, and sliding moves that limit', async () => {
      await store.createSession(sessionRecord(), now)
      expect(await store.findSession('session-1', now + 15 * minute)).toBeNull()
      expect(await store.slideIdle('session-1', now + 25 * minute, now + 10 * minute)).toBe(true)
      expect(await store.findSession('session-1', now + 25 * minute - 1)).not.toBeNull()
      expect(await store.findSession('session-1', now + 25 * minute)).toBeNull()
    })

    test('cannot be slid back to life', async () => {
      await store.createSession(sessionRecord(), now)
      expect(await store.slideIdle('session-1', now + 60 * minute, now + 15 * minute)).toBe(false)
      expect(await store.slideIdle('session-2', now + 60 * minute, now)).toBe(false)
    })

    test('is gone at its absolute limit, however idle is slid', async () => {
      await store.createSession(sessionRecord({ idleExpiresAt: now + 900 * minute }), now)
      expect(await store.findSession('session-1', now + 480 * minute)).toBeNull()
    })

    test('is gone once ended, and ending again is no error', async () => {
      await store.createSession(sessionRecord(), now)
      await store.endSession('session-1')
      await store.endSession('session-1')
      expect(await store.findSession('session-1', now)).toBeNull()
    })
  })

  describe('institution access', () => {
    test('is one entry for each institution, and writing one leaves the others alone', async () => {
      await store.createSession(sessionRecord(), now)
      await store.putInstitutionAccess('session-1', access(''), now)
      await store.putInstitutionAccess('session-1', access('a', 'first'), now)
      await store.putInstitutionAccess('session-1', access('b'), now)
      await store.putInstitutionAccess('session-1', access('a', 'second'), now)
      const entries = await store.listInstitutionAccess('session-1', now)
      expect(
        entries.map(({ institutionId, sealed }) => [institutionId, Buffer.from(sealed).toString()]),
      ).toEqual([
        ['', ''],
        ['a', 'second'],
        ['b', 'b'],
      ])
      expect(await store.findInstitutionAccess('session-1', 'c', now)).toBeNull()
    })

    test('belongs to its session alone', async () => {
      await store.createSession(sessionRecord(), now)
      await store.createSession(sessionRecord({ sessionId: 'session-2' }), now)
      await store.putInstitutionAccess('session-1', access('a'), now)
      expect(await store.findInstitutionAccess('session-2', 'a', now)).toBeNull()
      expect(await store.listInstitutionAccess('session-2', now)).toEqual([])
    })

    test('ends alone', async () => {
      await store.createSession(sessionRecord(), now)
      await store.putInstitutionAccess('session-1', access('a'), now)
      await store.putInstitutionAccess('session-1', access('b'), now)
      await store.endInstitutionAccess('session-1', 'a')
      expect(await store.findInstitutionAccess('session-1', 'a', now)).toBeNull()
      expect(await store.findInstitutionAccess('session-1', 'b', now)).not.toBeNull()
    })

    test('is refused for a session that has ended, so a late answer cannot revive it', async () => {
      await store.createSession(sessionRecord(), now)
      await store.putInstitutionAccess('session-1', access('a'), now)
      await store.endSession('session-1')
      expect(await store.putInstitutionAccess('session-1', access('a'), now)).toBe(false)
      expect(await store.findInstitutionAccess('session-1', 'a', now)).toBeNull()
      expect(await store.findSession('session-1', now)).toBeNull()
    })

    test('is refused and not found past the session’s limits', async () => {
      await store.createSession(sessionRecord(), now)
      await store.putInstitutionAccess('session-1', access('a'), now)
      const late = now + 15 * minute
      expect(await store.putInstitutionAccess('session-1', access('b'), late)).toBe(false)
      expect(await store.findInstitutionAccess('session-1', 'a', late)).toBeNull()
      expect(await store.listInstitutionAccess('session-1', late)).toEqual([])
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

  test('a ping is answered', async () => {
    await expect(store.ping()).resolves.toBeUndefined()
  })
}
