import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findPersonByEmail } from './people.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { claimsIn, createTestApplication } from './test-application.ts'
import { type LogoutReceiver, startLogoutReceiver } from './test-logout-receiver.ts'

const few = 'few@example.test'
let receiver: LogoutReceiver
let simulator: Simulator
let hoursAhead = 0

beforeAll(async () => {
  receiver = await startLogoutReceiver()
  const { appUrl } = receiver
  const now = () => Date.now() + hoursAhead * 60 * 60 * 1000
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:', now })
})
afterEach(async () => {
  simulator.faults.clear()
  await simulator.endProviderSessions(few)
  receiver.received.length = 0
  receiver.answer = 200
})
afterAll(async () => {
  await simulator.close()
  await receiver.close()
})

async function signIn(email: string) {
  const application = createTestApplication(simulator, { url: receiver.appUrl })
  const { body } = await application.signIn(email)
  return { application, body, sid: claimsIn(body.id_token).sid }
}

async function isSignedIn({ application }: Awaited<ReturnType<typeof signIn>>): Promise<boolean> {
  const visit = await application.browser.open(application.authorizationUrl())
  return visit.url.searchParams.has('code')
}

function endOverHttp(body: object) {
  return fetch(`${simulator.origin}/simulator/end-sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

describe('ending the sessions of a person', () => {
  test("ends each of theirs and tells the application, and leaves others' alone", async () => {
    const people = [await signIn(few), await signIn(few), await signIn('many@example.test')]
    const { sessions, logoutTokens } = await simulator.endProviderSessions(few)
    expect(sessions).toBe(2)
    expect(logoutTokens.map(({ sid }) => sid).sort()).toEqual(
      [people[0]?.sid, people[1]?.sid].sort(),
    )
    expect(logoutTokens.map(({ status }) => status)).toEqual([200, 200])
    const told = receiver.received.map(({ logoutToken }) => decodeJwt(logoutToken))
    expect(told.map(({ sub }) => sub)).toEqual(Array(2).fill(findPersonByEmail(few)?.sub))
    expect(await Promise.all(people.map(isSignedIn))).toEqual([false, false, true])
  })

  test('leaves refresh tokens valid', async () => {
    const { application, body } = await signIn(few)
    await simulator.endProviderSessions(few)
    expect((await application.refresh(body.refresh_token ?? '')).status).toBe(200)
  })

  test('tells what the application answered, or that it did not', async () => {
    await signIn(few)
    receiver.answer = 400
    const refused = await simulator.endProviderSessions(few)
    expect(refused.logoutTokens).toMatchObject([{ clientId: 'starter', status: 400 }])
    await signIn(few)
    receiver.answer = 'never'
    const unheard = await simulator.endProviderSessions(few)
    expect(unheard.logoutTokens).toMatchObject([{ clientId: 'starter', status: 0 }])
  })

  test('sends a spoilt token when a switch says so', async () => {
    await signIn(few)
    simulator.faults.set({ logoutToken: { value: 'with-nonce', times: 1 } })
    await simulator.endProviderSessions(few)
    expect(decodeJwt(receiver.received[0]?.logoutToken ?? '')).toHaveProperty('nonce')
  })

  test('passes over sessions that have expired', async () => {
    await signIn(few)
    hoursAhead += 13
    expect(await simulator.endProviderSessions(few)).toEqual({ sessions: 0, logoutTokens: [] })
  })

  test('tells nobody without back-channel logout', async () => {
    const person = await signIn(few)
    simulator.faults.set({ noBackchannelLogout: { value: true } })
    expect(await simulator.endProviderSessions(few)).toEqual({ sessions: 1, logoutTokens: [] })
    expect(await isSignedIn(person)).toBe(false)
    expect(receiver.received).toEqual([])
  })

  test('works over HTTP', async () => {
    const { sid } = await signIn(few)
    const answer = await endOverHttp({ email: few })
    expect(answer.status).toBe(200)
    const logoutTokens = [{ clientId: 'starter', sid, status: 200 }]
    expect(await answer.json()).toEqual({ sessions: 1, logoutTokens })
  })

  test.each([{ email: 'x@example.test' }, { email: 'none' }, {}])(
    'is refused for %j',
    async (body) => {
      expect((await endOverHttp(body)).status).toBe(400)
    },
  )
})
