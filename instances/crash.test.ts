import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Deployment, startDeployment } from '../testing/deployment.ts'
import { sendRequest } from '../testing/send-request.ts'
import { createServerFolder } from '../testing/server-folder.ts'

const emails = ['none@example.test', 'one@example.test', 'few@example.test']
const crashes = 3

let deployment: Deployment
beforeAll(async () => {
  const store = `sqlite:${join(createServerFolder(), 'sessions.db')}`
  deployment = await startDeployment({ SESSION_STORE: store }, { started: false })
  await deployment.instances[0].start()
})
afterAll(() => deployment.close())

test('every session whose cookie was given out outlives a crash', async () => {
  const { instances, newBrowser } = deployment
  const [instance] = instances
  const signedIn: { cookie: string; email: string }[] = []
  let stopped = false

  const signInAgainAndAgain = async (first: number) => {
    for (let n = first; !stopped; n += 1) {
      const email = emails[n % emails.length] ?? ''
      const browser = newBrowser()
      // A crash breaks it anywhere; the cookie may be there all the same.
      await browser.authorize(email).catch(() => {})
      const session = browser.cookies.get('jhi_session /')
      if (session) signedIn.push({ cookie: `jhi_session=${session.value}`, email })
      else await pause(20)
    }
  }
  const people = Promise.all([0, 1, 2, 3].map(signInAgainAndAgain))
  const counts = [0]
  for (let crash = 0; crash < crashes; crash += 1) {
    // Before each crash somebody has signed in, and others are on their way.
    await vi.waitUntil(() => signedIn.length > (counts.at(-1) ?? 0), { timeout: 30_000 })
    await pause(500)
    await instance.kill()
    await instance.start()
    counts.push(signedIn.length)
  }
  stopped = true
  await people

  expect(new Set(counts).size).toBe(crashes + 1)
  for (const { cookie, email } of signedIn) {
    const answer = await sendRequest(`${instance.origin}/api/auth/session`, { headers: { cookie } })
    expect(JSON.parse(answer.body.toString())).toMatchObject({ user: { username: email } })
  }
})
