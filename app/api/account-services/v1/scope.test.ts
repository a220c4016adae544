import { afterAll, beforeAll, expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { type Flow, startFlow, subjectOf } from '@/testing/flow'

let flow: Flow
beforeAll(async () => {
  flow = await startFlow({ JHI_SCOPES: 'openid profile offline_access' })
})
afterAll(() => flow.close())

test('a token without the scope is told which one is missing, through the BFF too', async () => {
  const few = 'few@example.test'
  const browser = flow.newBrowser()
  await browser.authorize(few)
  await browser.authorize(few, institutionIdAt(0))
  const response = await browser.call(
    `/api/bff/${institutionIdAt(0)}/account-services/enterprise/${subjectOf(few)}/accounts`,
  )
  expect([response.status, (await response.json()).code]).toEqual([403, 'insufficient_scope'])
  expect(response.headers.get('www-authenticate')).toBe(
    'Bearer error="insufficient_scope", scope="https://jackhenry.com/account-services/accounts.read"',
  )
})
