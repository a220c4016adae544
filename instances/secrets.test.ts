import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, type PersonBrowser, startDeployment } from '../testing/deployment.ts'
import type { Instance } from '../testing/instance.ts'
import { type RedisServer, startRedis } from '../testing/redis-server.ts'
import { sendRequest } from '../testing/send-request.ts'

const email = 'few@example.test'
const oldSecret = 'old-secret-of-the-instances-and-no-one-else'
const newSecret = 'new-secret-of-the-instances-and-no-one-else'

let redis: RedisServer
let deployment: Deployment
beforeAll(async () => {
  redis = await startRedis({ appendOnly: true })
  deployment = await startDeployment({ SESSION_STORE: redis.url, SESSION_SECRETS: oldSecret })
})
afterAll(async () => {
  await deployment.close()
  await redis.close()
})

async function restart(instance: Instance, ...secrets: string[]): Promise<void> {
  await instance.stop()
  await instance.start({ SESSION_SECRETS: secrets.join(',') })
}

/** Begins on one instance and ends on the other, as a round-robin may have it. */
async function signInAcross(begin: Instance, end: Instance): Promise<PersonBrowser> {
  const { appUrl, newBrowser, roundRobin } = deployment
  const browser = newBrowser()
  roundRobin.use(begin.origin)
  const form = await browser.open(`${appUrl}/api/oidc/authorize`)
  roundRobin.use(end.origin)
  const arrival = await browser.submit(form, { email, password: 'anything' })
  expect([arrival.status, arrival.url.pathname]).toEqual([200, '/institutions'])
  return browser
}

async function signInBothWays(): Promise<PersonBrowser[]> {
  const [one, other] = deployment.instances
  return [await signInAcross(one, other), await signInAcross(other, one)]
}

/** Who the cookie of a browser belongs to, for each instance. */
async function readUsers(browser: PersonBrowser): Promise<unknown[]> {
  const headers = { cookie: browser.cookieHeader() }
  const read = async ({ origin }: Instance) => {
    const { body } = await sendRequest(`${origin}/api/auth/session`, { headers })
    return JSON.parse(body.toString()).user?.username
  }
  return Promise.all(deployment.instances.map(read))
}

async function expectSignedIn(browsers: readonly PersonBrowser[]): Promise<void> {
  for (const browser of browsers) expect(await readUsers(browser)).toEqual([email, email])
}

/** Updates a session on one instance with the CSRF token of the other, as next-auth's client does. */
async function updateAcross(browser: PersonBrowser, token: Instance, update: Instance) {
  const { appUrl, roundRobin } = deployment
  roundRobin.use(token.origin)
  const { markup } = await browser.open(`${appUrl}/api/auth/csrf`)
  const { csrfToken } = JSON.parse(markup)
  const answer = await sendRequest(`${update.origin}/api/auth/session`, {
    method: 'POST',
    headers: {
      cookie: browser.cookieHeader(),
      origin: appUrl,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ csrfToken, data: {} }),
  })
  expect(answer.status).toBe(200)
  expect(JSON.parse(answer.body.toString()).user.username).toBe(email)
}

async function updateBothWays(browsers: readonly PersonBrowser[]): Promise<void> {
  const [one, other] = deployment.instances
  for (const browser of browsers) {
    await updateAcross(browser, one, other)
    await updateAcross(browser, other, one)
  }
}

test('secrets are exchanged one instance at a time, and nobody notices', async () => {
  const [one, other] = deployment.instances
  const early = await signInBothWays()
  const late: PersonBrowser[] = []

  // Each may meet the other with the list before or after.
  const steps = [
    [oldSecret, newSecret],
    [newSecret, oldSecret],
  ]
  for (const secrets of steps) {
    for (const instance of [one, other]) {
      await restart(instance, ...secrets)
      await expectSignedIn([...early, ...late])
      const arrived = await signInBothWays()
      await expectSignedIn(arrived)
      await updateBothWays([...arrived, ...early])
      if (instance === other && secrets[0] === newSecret) late.push(...arrived)
    }
  }

  // The old secret leaves, and with it those whom only that one knows.
  await restart(one, newSecret)
  for (const browser of late) expect(await readUsers(browser)).toEqual([email, email])
  for (const browser of early) expect(await readUsers(browser)).toEqual([undefined, email])
  await restart(other, newSecret)
  await expectSignedIn(late)
  for (const browser of early) expect(await readUsers(browser)).toEqual([undefined, undefined])
  await expectSignedIn(await signInBothWays())
})
