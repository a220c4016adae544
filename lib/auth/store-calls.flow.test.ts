import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SessionStore } from '@/lib/session/session-store'
import { openSqliteSessionStore } from '@/lib/session/sqlite-session-store'
import { institutionIdAt } from '@/simulator/institutions'
import { type Flow, type FlowBrowser, startFlow, subjectOf } from '@/testing/flow'
import { readSession, recordActivity } from './read-session'

const calls: string[] = []
let flow: Flow
let browser: FlowBrowser
const few = 'few@example.test'
const institutionId = institutionIdAt(0)

beforeAll(async () => {
  flow = await startFlow({}, { sessionStore: countCalls(openSqliteSessionStore(':memory:')) })
  browser = flow.newBrowser()
  await browser.authorize(few)
  await browser.authorize(few, institutionId)
})
afterAll(() => flow.close())
beforeEach(() => {
  calls.length = 0
})

function countCalls(store: SessionStore): SessionStore {
  return new Proxy(store, {
    get(target, name, receiver) {
      calls.push(String(name))
      return Reflect.get(target, name, receiver)
    },
  })
}

const accounts = `/api/bff/${institutionId}/account-services/enterprise/${subjectOf(few)}/accounts`

test.each([
  ['a call through the BFF', accounts],
  ['the list of institutions', '/api/institutions'],
])('%s reads the store once and writes nothing', async (_, path) => {
  expect((await browser.call(path)).status).toBe(200)
  expect(calls).toEqual(['findSession'])
})

test('a page reads the store once for all it shows, and slides the idle limit by one write', async () => {
  flow.advance(2 * 60_000)
  const sessionSeal = browser.cookie('jhi_session')
  const session = await readSession(flow.context, {
    sessionSeal,
    activity: true,
    accessTo: 'all',
  })
  expect(session?.accesses).toHaveLength(2)
  expect(calls).toEqual(['findSession', 'slideIdle'])
  if (session) await recordActivity(flow.context, session)
  expect(calls).toHaveLength(2)
})

test('a call without a session does not reach the store', async () => {
  expect((await flow.newBrowser().call(accounts)).status).toBe(401)
  expect(calls).toEqual([])
})
