import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Flow, startFlow } from '@/testing/flow'

let flow: Flow
beforeAll(async () => {
  flow = await startFlow()
})
afterAll(() => flow.close())
beforeEach(() => {
  flow.simulator.faults.clear()
  flow.advance(2_000)
})

const location = (response: Response) => response.headers.get('location')

test.each([
  ['does not answer its metadata', { discoveryStatus: { value: 500 } }],
  ['has metadata of another issuer', { discoveryIssuer: { value: 'https://evil.example' } }],
  ['does not answer its keys', { jwksStatus: { value: 500 } }],
] as const)('no flow starts while the provider %s', async (_, fault) => {
  flow.simulator.faults.set(fault)
  const browser = flow.newBrowser()
  const started = await browser.post('/api/oidc/authorize', { returnTo: '/profile' })
  expect(started.status).toBe(303)
  expect(location(started)).toBe('/sign-in?error=provider_unavailable&returnTo=%2Fprofile')
  expect(started.headers.get('set-cookie')).toBeNull()

  const ready = await browser.call('/api/health/ready')
  expect(ready.status).toBe(503)
  expect(await ready.json()).toEqual({
    status: 'failed',
    checks: { sessionStore: 'ok', providerMetadata: 'failed' },
  })
  expect((await browser.call('/api/health/live')).status).toBe(200)
})

test('all is well by itself when the provider answers', async () => {
  const browser = flow.newBrowser()
  expect((await browser.call('/api/health/ready')).status).toBe(200)
  expect((await browser.authorize('few@example.test')).url.pathname).toBe('/institutions')
})

test('known metadata serves on while the provider’s own cannot be had', async () => {
  flow.advance(60 * 60_000)
  flow.simulator.faults.set({ discoveryStatus: { value: 500 } })
  const browser = flow.newBrowser()
  expect((await browser.authorize('few@example.test')).url.pathname).toBe('/institutions')
  expect((await browser.call('/api/health/ready')).status).toBe(200)
})
