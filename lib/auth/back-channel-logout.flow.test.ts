import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { openSqliteSessionStore } from '@/lib/session/sqlite-session-store'
import { type Flow, type FlowBrowser, startFlow, subjectOf } from '@/testing/flow'

let flow: Flow
let storeIsDown = false
beforeAll(async () => {
  const store = openSqliteSessionStore(':memory:')
  const sessionStore = {
    ...store,
    endSession: async (sessionId: string) => {
      if (storeIsDown) throw new AppError('store_unavailable', 'down', { retryable: true })
      await store.endSession(sessionId)
    },
  }
  flow = await startFlow({ JHI_ID_TOKEN_ALG: 'RS256' }, { sessionStore })
})
afterAll(() => flow.close())

const [few, many] = ['few@example.test', 'many@example.test']
let browser: FlowBrowser
beforeEach(async () => {
  browser = flow.newBrowser()
  await browser.authorize(few)
})

const isSignedIn = async (of = browser) => (await of.call('/api/institutions')).status === 200
const post = (fields: Record<string, string>) =>
  // As the provider: no cookies, no Origin.
  fetch(`${flow.appUrl}/api/oidc/backchannel-logout`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  })
const postToken = async (token: Parameters<Flow['simulator']['createLogoutToken']>[0]) =>
  post({ logout_token: await flow.simulator.createLogoutToken(token) })

async function providerSessionOf(email: string): Promise<string> {
  const owner = { issuer: flow.simulator.issuer, subject: subjectOf(email) }
  const [newest] = await flow.context.sessionStore.listSessions(owner, flow.context.now())
  return newest?.sid ?? ''
}

test('signing out at the provider ends the session here', async () => {
  expect(await isSignedIn()).toBe(true)
  const { logoutTokens } = await flow.simulator.endProviderSessions(few)
  expect(logoutTokens.map(({ status }) => status)).toContain(200)
  expect(await isSignedIn()).toBe(false)
})

test('a token for one provider session ends that one, and is not to be cached', async () => {
  const sid = await providerSessionOf(few)
  const other = flow.newBrowser()
  await other.authorize(few)
  const answer = await postToken({ email: few, sid })
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await isSignedIn()).toBe(false)
  expect(await isSignedIn(other)).toBe(true)
})

test('a token for a person ends all of that person’s sessions and no one else’s', async () => {
  const [other, somebody] = [flow.newBrowser(), flow.newBrowser()]
  await other.authorize(few)
  await somebody.authorize(many)
  expect((await postToken({ email: few, fault: 'sub-only' })).status).toBe(200)
  expect(await isSignedIn()).toBe(false)
  expect(await isSignedIn(other)).toBe(false)
  expect(await isSignedIn(somebody)).toBe(true)
})

test('a provider session of another person than the token names is left alone', async () => {
  const sid = await providerSessionOf(few)
  expect((await postToken({ email: many, sid })).status).toBe(200)
  expect(await isSignedIn()).toBe(true)
})

test('a token that names the provider session alone is enough', async () => {
  const sid = await providerSessionOf(few)
  expect((await postToken({ email: few, sid, fault: 'sid-only' })).status).toBe(200)
  expect(await isSignedIn()).toBe(false)
})

test.each([
  'unsigned',
  'wrong-algorithm',
  'shared-secret',
  'broken-signature',
  'wrong-issuer',
  'wrong-audience',
  'no-event',
  'wrong-event',
  'with-nonce',
  'no-jti',
  'no-exp',
  'no-iat',
  'expired',
  'no-subject',
  'no-type',
] as const)('a token with %s is refused and ends nothing', async (fault) => {
  const answer = await postToken({ email: few, sid: await providerSessionOf(few), fault })
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([400, 'no-store'])
  expect(await answer.json()).toMatchObject({ code: 'bad_request' })
  expect(await isSignedIn()).toBe(true)
})

test('a token is accepted once', async () => {
  const logoutToken = await flow.simulator.createLogoutToken({
    email: few,
    sid: await providerSessionOf(few),
    jti: 'the-one',
  })
  expect((await post({ logout_token: logoutToken })).status).toBe(200)
  flow.advance(10_000)
  const again = flow.newBrowser()
  await again.authorize(few)
  expect((await post({ logout_token: logoutToken })).status).toBe(400)
  expect(await isSignedIn(again)).toBe(true)
})

test('a token that came while the store was down can be sent again', async () => {
  const logoutToken = await flow.simulator.createLogoutToken({
    email: few,
    sid: await providerSessionOf(few),
  })
  storeIsDown = true
  expect((await post({ logout_token: logoutToken })).status).toBe(503)
  storeIsDown = false
  expect((await post({ logout_token: logoutToken })).status).toBe(200)
  expect(await isSignedIn()).toBe(false)
})

test('a token that was on its way for longer than five minutes is refused', async () => {
  const logoutToken = await flow.simulator.createLogoutToken({ email: few, fault: 'sub-only' })
  flow.advance(6 * 60_000)
  expect((await post({ logout_token: logoutToken })).status).toBe(400)
  expect(await isSignedIn()).toBe(true)
})

test.each([
  [{}],
  [{ logout_token: '' }],
  [{ logout_token: 'a.b.c' }],
  [{ logout_token: 'x'.repeat(20_000) }],
])('a form with %j is refused', async (fields: Record<string, string>) => {
  expect((await post(fields)).status).toBe(400)
})

test('no page of another site can use a session’s cookie for it, and other methods do not exist', async () => {
  const get = await fetch(`${flow.appUrl}/api/oidc/backchannel-logout?logout_token=x`)
  expect(get.status).toBe(405)
  const json = await fetch(`${flow.appUrl}/api/oidc/backchannel-logout`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  expect(json.status).toBe(400)
})

test('a body that does not say how long it is, is not read without end', async () => {
  const chunk = new TextEncoder().encode('logout_token='.padEnd(20_000, 'x'))
  let sent = 0
  const body = new ReadableStream({
    pull(controller) {
      sent += 1
      if (sent > 50) controller.close()
      else controller.enqueue(chunk)
    },
  })
  const answer = await fetch(`${flow.appUrl}/api/oidc/backchannel-logout`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
    duplex: 'half',
  } as RequestInit)
  expect(answer.status).toBe(413)
})
