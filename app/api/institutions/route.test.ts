import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Flow, type FlowBrowser, startFlow, subjectOf } from '@/testing/flow'

let flow: Flow
let browser: FlowBrowser
beforeAll(async () => {
  flow = await startFlow()
  browser = flow.newBrowser()
  await browser.authorize('many@example.test')
})
afterAll(() => flow.close())
beforeEach(() => flow.simulator.faults.clear())

const get = async (search = '') => (await browser.call(`/api/institutions${search}`)).json()

test('answers fifty rows, a cursor and the exact total', async () => {
  const page = await get()
  expect([page.institutions.length, page.total]).toEqual([50, 1204])
  expect(page.nextCursor).toEqual(expect.any(String))
  expect(page.institutions[0]).toEqual({
    institutionId: expect.any(String),
    name: expect.any(String),
    city: expect.any(String),
    state: expect.stringMatching(/^[A-Z]{2}$/),
    routingNumber: expect.stringMatching(/^\d{9}$/),
    groups: expect.any(Array),
  })
})

test('cursors lead through the whole list, each row once, A to Z', async () => {
  const names: string[] = []
  const ids = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await get(`?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
    for (const { institutionId, name } of page.institutions) {
      ids.add(institutionId)
      names.push(name.toLowerCase())
    }
    cursor = page.nextCursor
  } while (cursor !== undefined)
  expect(ids.size).toBe(1204)
  expect(names).toHaveLength(1204)
  const inOrder = names.map((name) => name.replace(/['’.]/g, ''))
  expect(inOrder).toEqual([...inOrder].sort())
})

test('finds by name, place, id and routing number', async () => {
  const [sample] = (await get('?limit=1')).institutions
  for (const query of [
    sample.institutionId,
    sample.routingNumber,
    `${sample.name} ${sample.city}`,
  ]) {
    const found = await get(`?query=${encodeURIComponent(query)}`)
    expect(found.institutions[0].institutionId).toBe(sample.institutionId)
  }
})

test.each([
  ['?limit=0', 50],
  ['?limit=-1', 50],
  ['?limit=abc', 50],
  ['?limit=1000', 200],
  ['?limit=3', 3],
  ['?cursor=%00garbage', 50],
])('%s answers %d rows', async (search, rows) => {
  expect((await get(search)).institutions).toHaveLength(rows)
})

describe('a failing directory', () => {
  test('is 502 with a code, never an empty list', async () => {
    flow.context.institutionDirectory.forget({
      issuer: flow.simulator.issuer,
      subject: subjectOf('many@example.test'),
    })
    flow.simulator.faults.set({ institutionsStatus: { value: 500 } })
    const response = await browser.call('/api/institutions')
    expect([response.status, (await response.json()).code]).toEqual([502, 'directory_unavailable'])
    flow.simulator.faults.clear()
    expect((await get()).total).toBe(1204)
  })
})

test('needs a session, and is not to be stored', async () => {
  const response = await flow.newBrowser().call('/api/institutions')
  expect([response.status, (await response.json()).code]).toEqual([401, 'session_required'])
  expect((await browser.call('/api/institutions')).headers.get('cache-control')).toBe('no-store')
})
