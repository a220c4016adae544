import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Flow, startFlow } from '@/testing/flow'

let flow: Flow
beforeAll(async () => {
  flow = await startFlow({ JHI_CLIENT_SECRET: 'not-the-secret' })
})
afterAll(() => flow.close())

test('a provider that does not know us says so, and the person gets provider_error', async () => {
  const browser = flow.newBrowser()
  const { url } = await browser.authorize('few@example.test')
  expect(`${url.pathname}${url.search}`).toBe('/sign-in?error=provider_error')
  expect(browser.cookie('jhi_session')).toBeUndefined()
})
