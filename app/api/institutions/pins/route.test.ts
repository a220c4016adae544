import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatRemembered } from '@/lib/http/remembered-cookie'
import type { Institution } from '@/lib/institutions/institution'
import { institutionAt } from '@/simulator/institutions'
import { type Flow, type FlowBrowser, startFlow, subjectOf } from '@/testing/flow'

const pinsPath = '/api/institutions/pins'
const cookieName = 'jhi_remembered'
const [first, second] = [institutionAt(0), institutionAt(1)]

let flow: Flow
let browser: FlowBrowser
/** The remembered cookie, as a browser would keep it between the calls of a test. */
let cookie: string

beforeAll(async () => {
  flow = await startFlow()
  browser = flow.newBrowser()
  await browser.authorize('few@example.test')
})
afterAll(() => flow.close())
beforeEach(() => {
  cookie = ''
})

describe('a post', () => {
  test('pins what is on the list, once, in the order of pinning', async () => {
    await post({ pin: second.institutionId })
    await post({ pin: first.institutionId })
    const answer = await post({ pin: first.institutionId })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(await remembered()).toEqual({ pinned: [second.name, first.name], recent: [] })
  })

  test('unpins', async () => {
    await post({ pin: first.institutionId })
    await post({ unpin: first.institutionId })
    expect((await remembered()).pinned).toEqual([])
  })

  test('pins nothing that is not on the list', async () => {
    for (const pin of [institutionAt(5).institutionId, 'no such id']) {
      expect((await post({ pin })).headers.get('set-cookie')).toMatch(/^jhi_remembered=;/)
    }
  })

  test('beyond eight pins nothing', async () => {
    const many = flow.newBrowser()
    await many.authorize('dozen@example.test')
    const { institutions } = await (await many.call('/api/institutions')).json()
    for (const { institutionId } of institutions.slice(0, 10)) {
      await post({ pin: institutionId }, undefined, many)
    }
    const names = institutions.slice(0, 8).map(({ name }: Institution) => name)
    expect((await remembered(many)).pinned).toEqual(names)
  })

  test('forgets everything', async () => {
    await post({ pin: first.institutionId })
    const answer = await post({ forget: '1' })
    expect(answer.headers.get('set-cookie')).toMatch(/^jhi_remembered=;.*Max-Age=0/i)
  })

  test('keeps the cookie from scripts, for 180 days', async () => {
    const answer = await post({ pin: first.institutionId })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^jhi_remembered=[^;]+; Path=\/; .*Max-Age=15552000; HttpOnly; SameSite=lax$/i,
    )
  })

  test('of a page goes back there by 303, and nowhere else', async () => {
    const headers = { origin: flow.appUrl, 'sec-fetch-dest': 'document' }
    for (const [returnTo, location] of [
      ['/institutions?q=cedar', '/institutions?q=cedar'],
      ['https://elsewhere.test/', '/institutions'],
      ['', '/institutions'],
    ] as const) {
      const answer = await post({ pin: first.institutionId, returnTo }, headers)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, location])
    }
  })

  test.each([{}, { origin: 'https://elsewhere.test' }])(
    'that no page of ours made (%j) is refused',
    async (headers) => {
      const answer = await post({ pin: first.institutionId }, headers)
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null])
    },
  )

  test('without a session is refused', async () => {
    const answer = await flow.newBrowser().post(pinsPath, { pin: first.institutionId })
    expect([answer.status, (await answer.json()).code]).toEqual([401, 'session_required'])
  })
})

test('another person on the same browser sees nothing of it, and loses nothing either', async () => {
  await post({ pin: first.institutionId })
  const other = flow.newBrowser()
  await other.authorize('many@example.test')
  expect(await remembered(other)).toEqual({ pinned: [], recent: [] })
  await post({ pin: second.institutionId }, undefined, other)
  expect((await remembered(other)).pinned).toEqual([second.name])
  expect((await remembered()).pinned).toEqual([first.name])
})

test('"Sign out and forget this device" takes the cookie back, a plain sign-out does not', async () => {
  for (const [fields, expected] of [
    [{}, false],
    [{ forget: '1' }, true],
  ] as const) {
    const leaving = flow.newBrowser()
    await leaving.authorize('few@example.test')
    const answer = await leaving.post('/api/oidc/logout', fields)
    const cookies = answer.headers.getSetCookie()
    expect(cookies.some((each) => each.startsWith(`${cookieName}=;`))).toBe(expected)
  }
})

test('what is pinned is not listed among the recent again', async () => {
  const [a, b] = [first.institutionId, second.institutionId]
  const person = { issuer: flow.simulator.issuer, subject: subjectOf('few@example.test') }
  cookie = formatRemembered(undefined, person, {
    pinned: [a],
    recent: [a, b],
    opensLast: false,
  })
  expect(await remembered()).toEqual({ pinned: [first.name], recent: [second.name] })
})

test('a pin of an institution that is taken away disappears', async () => {
  const leaving = flow.newBrowser()
  await leaving.authorize('few@example.test')
  await post({ pin: first.institutionId }, undefined, leaving)
  await post({ pin: second.institutionId }, undefined, leaving)
  const person = { issuer: flow.simulator.issuer, subject: subjectOf('few@example.test') }
  flow.simulator.entitlements.revoke('few@example.test', first.institutionId)
  flow.context.institutionDirectory.forget(person)
  expect((await remembered(leaving)).pinned).toEqual([second.name])
  flow.simulator.entitlements.reset()
  flow.context.institutionDirectory.forget(person)
})

test.each(['x'.repeat(8_000), '!!!~~~', '%00%ff', Array(200).fill('abcdefgh~*AA~*AA').join('!')])(
  'a cookie that nobody wrote (%j) shows nothing and breaks nothing',
  async (forged) => {
    cookie = forged
    expect(await remembered()).toEqual({ pinned: [], recent: [] })
    expect((await post({ pin: first.institutionId })).status).toBe(204)
    expect((await remembered()).pinned).toEqual([first.name])
  },
)

async function post(fields: Record<string, string>, headers?: object, by = browser) {
  carryCookie(by)
  const answer = await by.post(pinsPath, fields, headers)
  const kept = answer.headers.getSetCookie().find((each) => each.startsWith(`${cookieName}=`))
  if (kept) cookie = kept.slice(cookieName.length + 1).split(';')[0] ?? ''
  return answer
}

async function remembered(by = browser) {
  carryCookie(by)
  const { pinned, recent } = await (await by.call(pinsPath)).json()
  const names = (institutions: Institution[]) => institutions.map(({ name }) => name)
  return { pinned: names(pinned), recent: names(recent) }
}

function carryCookie(by: FlowBrowser): void {
  by.cookies.set(cookieName, { name: cookieName, value: cookie } as never)
}
