import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAppError } from '@/lib/errors'
import { institutionIdAt } from '@/simulator/institutions'
import { type Flow, type FlowBrowser, startFlow } from '@/testing/flow'
import { getAccessToken } from './get-access-token'
import { readSession } from './read-session'

let flow: Flow
let browser: FlowBrowser
/** Happens while the provider considers the next refresh, which it then refuses. */
let duringRefresh: (() => Promise<unknown>) | null = null

async function fetchWithRefusal(url: string, init: RequestInit): Promise<Response> {
  const isRefresh = String(init.body).includes('grant_type=refresh_token')
  if (!isRefresh || duringRefresh === null) return fetch(url, init)
  const act = duringRefresh
  duringRefresh = null
  await act()
  return Response.json({ error: 'invalid_grant' }, { status: 400 })
}

beforeEach(async () => {
  flow = await startFlow({ SESSION_IDLE_MINUTES: '480' }, { fetch: fetchWithRefusal })
  browser = flow.newBrowser()
  await browser.authorize(few)
  await browser.authorize(few, institutionId)
})
afterEach(() => flow.close())

const few = 'few@example.test'
const institutionId = institutionIdAt(0)
const minute = 60_000

async function currentSession() {
  const sessionSeal = browser.cookie('jhi_session')
  const session = await readSession(flow.context, { sessionSeal, activity: false, accessTo: 'all' })
  if (session === null) throw new Error('the session is gone')
  return session
}

async function accessToken(of: string | null = institutionId): Promise<string> {
  return getAccessToken(flow.context, { session: await currentSession(), institutionId: of })
}

async function errorCode(of?: string | null): Promise<string> {
  return accessToken(of).then(
    () => 'none',
    (error: unknown) => (isAppError(error) ? error.code : 'unknown'),
  )
}

const refreshes = () => flow.simulator.requests.filter(({ path }) => path.endsWith('/token')).length

/** Resolves when every refresh that is under way has ended. */
const settled = () => Promise.allSettled(flow.context.refreshes.values())

test('a fresh token is answered without asking anyone', async () => {
  const before = flow.simulator.requests.length
  expect(await accessToken()).toBe(await accessToken())
  expect(flow.simulator.requests.length).toBe(before)
})

test('a token near its end still serves while one refresh replaces it', async () => {
  const old = await accessToken()
  const before = refreshes()
  flow.advance(9 * minute + 1_000)
  const answers = await Promise.all(Array.from({ length: 20 }, () => accessToken()))
  expect(new Set(answers)).toEqual(new Set([old]))
  await settled()
  expect(refreshes() - before).toBe(1)
  expect(await accessToken()).not.toBe(old)
})

test('many callers of an ended token wait for one refresh', async () => {
  const old = await accessToken()
  const before = refreshes()
  flow.advance(11 * minute)
  const answers = await Promise.all(Array.from({ length: 20 }, () => accessToken()))
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).not.toBe(old)
  expect(refreshes() - before).toBe(1)
})

test('refreshing one institution leaves the others as they were', async () => {
  const zero = await accessToken(null)
  flow.advance(9 * minute + 1_000)
  await accessToken()
  await settled()
  expect(await accessToken(null)).toBe(zero)
})

test('refreshes go on for as long as the session lasts', async () => {
  const seen = new Set<string>()
  for (let n = 0; n < 5; n += 1) {
    flow.advance(15 * minute)
    seen.add(await accessToken())
  }
  expect(seen.size).toBe(5)
})

test('a provider that cannot answer now ends nothing', async () => {
  flow.simulator.faults.set({ tokenError: { value: { status: 503 } } })
  flow.advance(11 * minute)
  expect(await errorCode()).toBe('provider_unavailable')
  const before = refreshes()
  expect(await errorCode()).toBe('provider_unavailable')
  expect(refreshes()).toBe(before)
  flow.simulator.faults.clear()
  flow.advance(6_000)
  expect(await errorCode()).toBe('none')
})

test('a refused refresh token ends that institution’s access and nothing else', async () => {
  flow.simulator.entitlements.revoke(few, institutionId)
  flow.advance(11 * minute)
  expect(await errorCode()).toBe('institution_authorization_required')
  expect(await errorCode(null)).toBe('none')
  expect(await errorCode()).toBe('institution_authorization_required')
})

test('a refreshed token of another institution is refused and not stored', async () => {
  flow.advance(11 * minute)
  flow.simulator.faults.set({ tokenInstitution: { value: institutionIdAt(1) } })
  expect(await errorCode()).toBe('institution_mismatch')
  flow.simulator.faults.clear()
  flow.advance(6_000)
  expect(await errorCode()).toBe('none')
})

test('a refreshed ID token of another person is refused', async () => {
  flow.advance(11 * minute)
  flow.simulator.faults.set({ idToken: { value: 'other-subject' } })
  expect(await errorCode()).toBe('response_rejected')
})

test('a refusal that comes after the institution was opened anew leaves the new access alone', async () => {
  flow.advance(11 * minute)
  duringRefresh = () => browser.authorize(few, institutionId)
  const answered = await accessToken()
  expect(duringRefresh).toBeNull()
  expect(answered).toBe(await accessToken())
})

test('an institution that was not opened has no token', async () => {
  expect(await errorCode(institutionIdAt(1))).toBe('institution_authorization_required')
  expect(await errorCode('')).toBe('institution_authorization_required')
})

test('a refresh that comes back after sign-out revives nothing', async () => {
  const session = await currentSession()
  flow.advance(11 * minute)
  flow.simulator.faults.set({ tokenDelay: { value: 300 } })
  const late = getAccessToken(flow.context, { session, institutionId }).then(
    () => 'answered',
    (error: unknown) => (isAppError(error) ? error.code : 'unknown'),
  )
  await browser.post('/api/oidc/logout')
  expect(await late).not.toBe('answered')
  const { sessionId } = session
  const read = { accessTo: 'all', now: flow.context.now() } as const
  expect(await flow.context.sessionStore.findSession(sessionId, read)).toBeNull()
})

test('a session past its idle limit is over, whatever its tokens', async () => {
  flow.advance(480 * minute)
  await expect(currentSession()).rejects.toThrow('gone')
})
