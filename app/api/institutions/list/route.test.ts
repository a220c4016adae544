import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Flow, startFlow } from '@/testing/flow'

const path = '/api/institutions/list'

let flow: Flow
beforeAll(async () => {
  flow = await startFlow()
})
afterAll(() => flow.close())

test('answers everything at once, without groups', async () => {
  const { institutions, total, nextCursor } = await getList('many@example.test')
  expect([institutions.length, total, nextCursor]).toEqual([1_204, 1_204, undefined])
  expect(Object.keys(institutions[0]).sort()).toEqual(
    ['city', 'institutionId', 'name', 'routingNumber', 'state'].sort(),
  )
})

test('answers no more than 3,000, and says how many there are', async () => {
  const { institutions, total } = await getList('thousands@example.test')
  expect([institutions.length, total]).toEqual([3_000, 10_000])
})

test('needs a session', async () => {
  const answer = await flow.newBrowser().call(path)
  expect([answer.status, (await answer.json()).code]).toEqual([401, 'session_required'])
})

/** Comes as a gzip file, of less than 120 kB. */
async function getList(email: string) {
  const browser = flow.newBrowser()
  await browser.authorize(email)
  const answer = await browser.call(path)
  expect(answer.headers.get('content-type')).toBe('application/gzip')
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.byteLength).toBeLessThan(120_000)
  return JSON.parse(gunzipSync(bytes).toString())
}
