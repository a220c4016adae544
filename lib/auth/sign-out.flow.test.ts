import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { type Flow, startFlow } from '@/testing/flow'

let flow: Flow
beforeAll(async () => {
  flow = await startFlow()
})
afterAll(() => flow.close())
beforeEach(() => flow.simulator.faults.clear())

const few = 'few@example.test'

async function signedIn() {
  const browser = flow.newBrowser()
  await browser.authorize(few)
  await browser.authorize(few, institutionIdAt(0))
  return browser
}

test('ends the session, revokes its refresh tokens, and leads to the provider’s page', async () => {
  const browser = await signedIn()
  const before = flow.simulator.requests.length
  const response = await browser.post('/api/oidc/logout')

  const url = new URL(response.headers.get('location') ?? '')
  expect(response.status).toBe(303)
  expect(url.origin).toBe(flow.simulator.origin)
  expect(Object.keys(Object.fromEntries(url.searchParams)).sort()).toEqual([
    'client_id',
    'post_logout_redirect_uri',
    'state',
  ])
  expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${flow.appUrl}/signed-out`)
  const paths = flow.simulator.requests.slice(before).map(({ path }) => path.split('/v0')[1])
  expect(paths).toEqual(['/token/revocation', '/token/revocation'])
  expect((await browser.call('/api/institutions')).status).toBe(401)
  expect(response.headers.getSetCookie().find((line) => line.startsWith('jhi_session='))).toMatch(
    /^jhi_session=; Path=\/; .*Max-Age=0/,
  )
})

test('comes back from the provider with the state it sent', async () => {
  const browser = await signedIn()
  const visit = await browser.open(
    (await browser.post('/api/oidc/logout')).headers.get('location') ?? '',
  )
  const confirmed = await browser.submit(visit, { logout: 'yes' })
  expect(confirmed.url.pathname).toBe('/signed-out')
  expect(confirmed.url.searchParams.get('state')).toBe(new URL(visit.url).searchParams.get('state'))
})

test('does not wait for a provider that does not answer', { timeout: 10_000 }, async () => {
  const browser = await signedIn()
  flow.simulator.faults.set({ revocationDelay: { value: 15_000 } })
  // Longer than the test may last: only a sign-out that gives up waiting gets here.
  const response = await browser.post('/api/oidc/logout')
  expect(response.status).toBe(303)
  expect((await browser.call('/api/institutions')).status).toBe(401)
})

test('has no effect for another site, and none by GET', async () => {
  const browser = await signedIn()
  for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }]) {
    expect((await browser.post('/api/oidc/logout', {}, headers)).status).toBe(403)
  }
  expect((await browser.call('/api/oidc/logout')).status).toBe(405)
  expect((await browser.call('/api/institutions')).status).toBe(200)
})

test('works without a session too', async () => {
  const response = await flow.newBrowser().post('/api/oidc/logout')
  expect(response.status).toBe(303)
})
