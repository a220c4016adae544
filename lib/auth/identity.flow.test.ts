import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Flow, startFlow, subjectOf } from '@/testing/flow'
import { readSession } from './read-session'

let flow: Flow
beforeAll(async () => {
  // Without `profile` the ID token says no name, so UserInfo is asked.
  flow = await startFlow({ JHI_SCOPES: 'openid email offline_access' })
})
afterAll(() => flow.close())
beforeEach(() => flow.simulator.faults.clear())

const few = 'few@example.test'

async function signedInUser() {
  const browser = flow.newBrowser()
  await browser.authorize(few)
  const sessionSeal = browser.cookie('jhi_session')
  return (await readSession(flow.context, { sessionSeal, activity: false, accessTo: [] }))?.user
}

const userInfoRequests = () =>
  flow.simulator.requests.filter(({ path }) => path.endsWith('/me')).length

test('UserInfo is asked once for what the ID token leaves out', async () => {
  const before = userInfoRequests()
  const user = await signedInUser()
  expect(userInfoRequests() - before).toBe(1)
  expect(user).toMatchObject({ subject: subjectOf(few), username: few })
})

test('another person’s UserInfo does not stop the sign-in', async () => {
  flow.simulator.faults.set({ userinfoSubject: { value: subjectOf('many@example.test') } })
  expect(await signedInUser()).toMatchObject({ subject: subjectOf(few) })
})
