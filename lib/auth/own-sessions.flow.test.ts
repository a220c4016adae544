import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { type Flow, type FlowBrowser, startFlow, subjectOf } from '@/testing/flow'
import { listOwnSessions, sessionRef } from './own-sessions'
import { readSession } from './read-session'

let flow: Flow
let [laptop, phone]: FlowBrowser[] = []
beforeAll(async () => {
  flow = await startFlow()
})
afterAll(() => flow.close())

const few = 'few@example.test'
beforeEach(async () => {
  await flow.simulator.endProviderSessions(few)
  laptop = flow.newBrowser()
  phone = flow.newBrowser()
  await laptop.authorize(few)
  flow.advance(60_000)
  await phone.authorize(few)
  await phone.authorize(few, institutionIdAt(0))
})

const isSignedIn = async (browser = laptop) =>
  (await browser?.call('/api/institutions'))?.status === 200

async function sessionOf(browser = laptop) {
  const sessionSeal = browser?.cookie('jhi_session')
  const session = await readSession(flow.context, { sessionSeal, activity: false, accessTo: [] })
  if (session === null) throw new Error('signed out')
  return session
}

test('a person sees every session with device, times and institutions', async () => {
  const own = await listOwnSessions(flow.context, await sessionOf())
  expect(own).toMatchObject([
    { sessionId: (await sessionOf(phone)).sessionId, institutionIds: [institutionIdAt(0)] },
    { sessionId: (await sessionOf()).sessionId, institutionIds: [] },
  ])
  for (const { device, startedAt, lastActiveAt } of own) {
    expect(device).not.toBe('')
    expect(lastActiveAt).toBeGreaterThanOrEqual(startedAt)
    expect(lastActiveAt).toBeLessThanOrEqual(flow.context.now())
  }
})

test('ending another session ends that one alone and leads back to the profile', async () => {
  const ref = sessionRef((await sessionOf(phone)).sessionId)
  const answer = await laptop?.post(`/api/sessions/${ref}/end`)
  expect([answer?.status, answer?.headers.get('location')]).toEqual([303, '/profile'])
  expect(await isSignedIn(phone)).toBe(false)
  expect(await isSignedIn(laptop)).toBe(true)
})

test('somebody else’s session, or none, cannot be ended, and the answer does not tell', async () => {
  const somebody = flow.newBrowser()
  await somebody.authorize('many@example.test')
  const refs = [sessionRef((await sessionOf()).sessionId), 'unknown', 'x%20y']
  for (const ref of refs) {
    const answer = await somebody.post(`/api/sessions/${ref}/end`)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/profile'])
  }
  expect(await isSignedIn(laptop)).toBe(true)
})

test('ending needs a session and a form of this application', async () => {
  const ref = sessionRef((await sessionOf()).sessionId)
  expect((await flow.newBrowser().post(`/api/sessions/${ref}/end`)).status).toBe(401)
  const foreign = await phone?.post(
    `/api/sessions/${ref}/end`,
    {},
    { origin: 'https://evil.example' },
  )
  expect(foreign?.status).toBe(403)
  expect((await phone?.call(`/api/sessions/${ref}/end`))?.status).toBe(405)
  expect(await isSignedIn(laptop)).toBe(true)
})

test('signing out ends this session; everywhere, every one of this person', async () => {
  const somebody = flow.newBrowser()
  await somebody.authorize('many@example.test')
  await phone?.post('/api/oidc/logout')
  expect([await isSignedIn(laptop), await isSignedIn(phone)]).toEqual([true, false])
  await phone?.authorize(few)
  const answer = await laptop?.post('/api/oidc/logout', { everywhere: '1' })
  expect(answer?.status).toBe(303)
  expect([await isSignedIn(laptop), await isSignedIn(phone)]).toEqual([false, false])
  expect(await isSignedIn(somebody)).toBe(true)
  const owner = { issuer: flow.simulator.issuer, subject: subjectOf(few) }
  expect(await flow.context.sessionStore.listSessions(owner, flow.context.now())).toEqual([])
})

test('signing out tells the browser to forget what it stored of us, and no one else’s', async () => {
  const answer = await laptop?.post('/api/oidc/logout')
  expect(answer?.headers.get('clear-site-data')).toBe('"cache", "storage"')
})
