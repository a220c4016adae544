import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getConfig } from '@/lib/config/config'
import { isAppError } from '@/lib/errors'
import { institutionIdAt } from '@/simulator/institutions'
import { type Flow, type FlowBrowser, startFlow } from '@/testing/flow'
import { type AuthContext, createAuthContext } from './auth-context'
import { requireInstitutionAccess } from './get-access-token'
import { readSession } from './read-session'

/** Two processes on one store, as far as their code can tell. */
let flow: Flow
let other: AuthContext
let browser: FlowBrowser
/** Of the other process, from the true time. */
let otherClock: number

const few = 'few@example.test'
const institutionId = institutionIdAt(0)
const minute = 60_000

beforeEach(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'sessions-')), 'sessions.db')
  flow = await startFlow({ SESSION_IDLE_MINUTES: '480', SESSION_STORE: `sqlite:${file}` })
  otherClock = 0
  other = createAuthContext(getConfig(), { now: () => flow.context.now() + otherClock })
  browser = flow.newBrowser()
  await browser.authorize(few)
  await browser.authorize(few, institutionId)
  flow.simulator.tokenRequests.clear()
})
afterEach(async () => {
  await other.sessionStore.close()
  await flow.close()
})

async function access(context: AuthContext, of: string | null = institutionId) {
  const sessionSeal = browser.cookie('jhi_session')
  const session = await readSession(context, { sessionSeal, activity: false, accessTo: [of] })
  if (session === null) throw new Error('the session is gone')
  return requireInstitutionAccess(context, { session, institutionId: of })
}

const outcome = (context: AuthContext, of?: string | null) =>
  access(context, of).then(
    () => 'answered',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )

const refreshes = () => flow.simulator.tokenRequests.total
const lockKey = async () => {
  const sessionSeal = browser.cookie('jhi_session')
  const session = await readSession(other, { sessionSeal, activity: false, accessTo: [] })
  return `refresh:${session?.sessionId}:${institutionId}`
}

describe('in two processes', () => {
  test('many callers of an ended token are one refresh', async () => {
    flow.advance(11 * minute)
    const calls = Array.from({ length: 50 }, (_, n) => access(n % 2 ? flow.context : other))
    const tokens = (await Promise.all(calls)).map(({ tokenSet }) => tokenSet.accessToken)
    expect(new Set(tokens).size).toBe(1)
    expect(refreshes()).toBe(1)
  })

  test('a provider that takes longer than a lock lives is asked once', async () => {
    flow.simulator.faults.set({ tokenDelay: { value: 4_500 } })
    flow.advance(11 * minute)
    const [one, two] = await Promise.all([access(flow.context), access(other)])
    expect(one.tokenSet).toEqual(two.tokenSet)
    expect(refreshes()).toBe(1)
  })

  test('a lock whose owner died is taken over', async () => {
    await other.sessionStore.holdLock(await lockKey(), 'a process that was killed', 400)
    flow.advance(11 * minute)
    const started = performance.now()
    expect(await outcome(flow.context)).toBe('answered')
    expect(performance.now() - started).toBeGreaterThan(300)
    expect(refreshes()).toBe(1)
  })

  test('who waits for a lock answers with what its owner stored', async () => {
    flow.simulator.faults.set({ tokenDelay: { value: 500, times: 1 } })
    flow.advance(11 * minute)
    const first = access(flow.context)
    await pause(100)
    const second = await access(other)
    expect(second.tokenSet).toEqual((await first).tokenSet)
    expect(second.refreshes).toBe(1)
    expect(refreshes()).toBe(1)
  })

  test('when the owner’s refresh fails, the next one tries', async () => {
    flow.simulator.faults.set({ tokenError: { value: { status: 503 }, times: 1 } })
    flow.advance(11 * minute)
    const outcomes = await Promise.all([outcome(flow.context), outcome(other)])
    expect(outcomes.sort()).toEqual(['answered', 'provider_unavailable'])
    expect(refreshes()).toBe(2)
  })

  test('institutions and institution zero do not wait for each other', async () => {
    await other.sessionStore.holdLock(await lockKey(), 'somebody', 5_000)
    flow.advance(11 * minute)
    expect(await outcome(flow.context, null)).toBe('answered')
  })
})

describe('a provider that cannot answer', () => {
  test('is asked again when its Retry-After says so, and not before', async () => {
    flow.simulator.faults.set({ tokenError: { value: { status: 429, retryAfter: 30 }, times: 1 } })
    flow.advance(11 * minute)
    expect(await outcome(flow.context)).toBe('provider_unavailable')
    flow.advance(29_000)
    expect(await outcome(flow.context)).toBe('provider_unavailable')
    expect(refreshes()).toBe(1)
    flow.advance(1_500)
    expect(await outcome(flow.context)).toBe('answered')
  })

  test('is not felt while the old token lives, and asked every five seconds', async () => {
    flow.simulator.faults.set({ tokenError: { value: { status: 503 } } })
    flow.advance(9 * minute + 1_000)
    for (let second = 0; second < 20; second += 1) {
      expect(await outcome(flow.context)).toBe('answered')
      await Promise.allSettled(flow.context.refreshes.values())
      flow.advance(1_000)
    }
    expect(refreshes()).toBe(4)
  })

  test('whose answers are not acceptable is asked ever less often', async () => {
    flow.simulator.faults.set({ refreshSubject: { value: 'somebody-else' } })
    flow.advance(11 * minute)
    for (let second = 0; second < 120; second += 1) {
      expect(await outcome(flow.context)).not.toBe('answered')
      flow.advance(1_000)
    }
    // After 0, 5, 15, 35 and 75 seconds.
    expect(refreshes()).toBe(5)
  })
})

describe('refresh tokens', () => {
  test('an answer without a new one keeps the old one in use', async () => {
    flow.simulator.faults.set({ refreshWithoutRefreshToken: { value: true } })
    for (let n = 1; n <= 3; n += 1) {
      flow.advance(11 * minute)
      expect((await access(flow.context)).refreshes).toBe(n)
    }
    expect(flow.simulator.tokenRequests.distinctRefreshTokens).toBe(1)
  })

  test('without any, access ends with its token and nothing else does', async () => {
    flow.simulator.faults.set({ noRefreshToken: { value: true } })
    await browser.authorize(few, institutionId)
    flow.simulator.tokenRequests.clear()
    flow.advance(9 * minute + 30_000)
    expect(await outcome(flow.context)).toBe('answered')
    flow.advance(minute)
    expect(await outcome(flow.context)).toBe('institution_authorization_required')
    expect(refreshes()).toBe(0)
    expect(await outcome(flow.context, null)).toBe('answered')
  })

  test.each([
    { refreshSubject: { value: 'somebody-else' } },
    { refreshIssuer: { value: 'https://another.example' } },
    { idToken: { value: 'wrong-audience' as const } },
    { idToken: { value: 'broken-signature' as const } },
  ])('a refreshed ID token spoilt by %j is refused and nothing of it stored', async (fault) => {
    flow.advance(11 * minute)
    flow.simulator.faults.set(fault)
    expect(await outcome(flow.context)).toBe('response_rejected')
    flow.simulator.faults.clear()
    flow.advance(10_000)
    expect((await access(flow.context)).refreshes).toBe(1)
  })
})

describe('a clock that is an hour off', () => {
  test.each([60 * minute, -60 * minute])(
    'by %d ms neither crashes nor refreshes without end',
    async (step) => {
      otherClock = step
      for (let n = 0; n < 50; n += 1) {
        expect(['answered', 'response_rejected', 'provider_unavailable']).toContain(
          await outcome(other),
        )
      }
      expect(refreshes()).toBeLessThanOrEqual(2)
      otherClock = 0
      flow.advance(2 * minute)
      expect(await outcome(other)).toBe('answered')
      expect(await outcome(flow.context)).toBe('answered')
    },
  )
})
