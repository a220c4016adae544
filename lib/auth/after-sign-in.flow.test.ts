import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { institutionIdAt } from '@/simulator/institutions'
import { type Flow, startFlow, subjectOf } from '@/testing/flow'
import type { AuthContext } from './auth-context'
import { readSession } from './read-session'

let flow: Flow
let hook: AuthContext['afterSignIn']
beforeAll(async () => {
  flow = await startFlow({}, { afterSignIn: (arrival) => hook(arrival) })
})
afterAll(() => flow.close())

const few = 'few@example.test'
const place = ({ url }: { url: URL }) => `${url.pathname}${url.search}`

test('the hook learns who came, to which institution, and may choose another page', async () => {
  const arrivals: unknown[] = []
  hook = async (arrival) => {
    arrivals.push({ ...arrival, user: arrival.user.subject })
    return '/profile'
  }
  const browser = flow.newBrowser()
  expect(place(await browser.authorize(few))).toBe('/profile')
  expect(place(await browser.authorize(few, institutionIdAt(0)))).toBe('/profile')
  expect(arrivals).toEqual([
    { user: subjectOf(few), institutionId: null, returnPath: '/institutions' },
    {
      user: subjectOf(few),
      institutionId: institutionIdAt(0),
      returnPath: `/i/${institutionIdAt(0)}`,
    },
  ])
})

test.each([
  [new Error('the database of the product is down'), 'response_rejected'],
  [new AppError('institution_denied', 'not provisioned'), 'institution_denied'],
])(
  'when the hook throws %s the person sees a page code and stays signed in',
  async (error, code) => {
    hook = async () => {
      throw error
    }
    const browser = flow.newBrowser()
    expect(place(await browser.authorize(few))).toBe(`/institutions?error=${code}`)
    expect((await browser.call('/api/institutions')).status).toBe(200)
    await browser.authorize(few, institutionIdAt(0))
    const session = await readSession(flow.context, {
      sessionSeal: browser.cookie('jhi_session'),
      activity: false,
      accessTo: 'all',
    })
    expect(session?.accesses.map(({ institutionId }) => institutionId)).toEqual([null])
  },
)
