import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { institutionIdAt } from '../simulator/institutions.ts'
import { accountsPath, type Deployment, startDeployment } from '../testing/deployment.ts'
import { type LoadCall, startLoad } from '../testing/load.ts'
import { type RedisServer, startRedis } from '../testing/redis-server.ts'
import { sendRequest } from '../testing/send-request.ts'

/** The faults take about three minutes; a higher number makes the load go on after them. */
const fewestCalls = Number(process.env.FAULT_CALLS || 10_000)
/** A tenth of it, in which access is refreshed ahead, is longer than the provider's outage. */
const accessTokenSeconds = 150
const sessionsOfEach = 12
const slowMilliseconds = 2_000

/** Two people who share institutions, so that a token mixed up between them would show. */
const people = [
  { email: 'few@example.test', institutions: [0, 1, 2, 3] },
  { email: 'many@example.test', institutions: [2, 3, 500, 1_203] },
]

let redis: RedisServer
let deployment: Deployment
beforeAll(async () => {
  redis = await startRedis({ appendOnly: true })
  deployment = await startDeployment({ SESSION_STORE: redis.url })
})
afterAll(async () => {
  await deployment.close()
  await redis.close()
})

test('faults of every kind cost nothing but the calls in flight on a killed instance', async () => {
  const { instances, roundRobin, simulator, upstream } = deployment
  const { calls, cookies, firstRefresh, lastRefresh } = await signEverybodyIn()
  const load = startLoad(roundRobin, { calls, atATime: 16 })
  const kills = await haveFaults(firstRefresh)
  // On a busy machine the last ones signed in late.
  await pause(Math.max(0, lastRefresh + 5_000 - Date.now()))
  await load.until(fewestCalls)
  await load.stop()

  const inFlight = roundRobin.broken.filter(({ origin, sentAt, brokenAt }) =>
    kills.some(
      ({ begin, end }) => origin === instances[0].origin && sentAt <= end && brokenAt >= begin,
    ),
  )
  const refreshes = simulator.tokenRequests.entries.filter(
    ({ grantType }) => grantType === 'refresh_token',
  )
  const granted = refreshes.filter(({ status }) => status === 200)
  // The first answer to a token that another one was given for later: nobody stored it.
  const lost = granted.filter(({ refreshTokenHash }, n) =>
    granted.slice(n + 1).some((later) => later.refreshTokenHash === refreshTokenHash),
  )
  const lostInFlight = lost.filter(({ time }) =>
    kills.some(({ begin, end }) => time <= end && time >= begin - slowMilliseconds - 1_000),
  )
  console.info(
    `${load.answered} calls, the slowest in ${Math.round(load.slowest)} ms; ` +
      `${granted.length} refreshes, ${refreshes.length - granted.length} refused before; ` +
      `in flight on the killed instance: ${inFlight.length} calls, ${lostInFlight.length} refreshes`,
  )

  expect(load.refused).toEqual([])
  expect(roundRobin.broken.filter((broken) => !inFlight.includes(broken))).toEqual([])
  expect(upstream.wrong).toEqual([])
  expect(upstream.right).toBeGreaterThanOrEqual(load.answered)
  expect(lost).toEqual(lostInFlight)
  await expectSignedIn({ calls, cookies })
}, 900_000)

/** Answers when the first instance was killed. */
async function haveFaults(firstRefresh: number): Promise<{ begin: number; end: number }[]> {
  const { faults } = deployment.simulator
  const [one, other] = deployment.instances
  const from = Date.now()
  const at = (seconds: number, after = from) =>
    pause(Math.max(0, after + seconds * 1_000 - Date.now()))
  const restartRedis = () => redis.kill().then(redis.restart)
  const killAndStart = async () => {
    const begin = Date.now()
    await one.kill()
    const end = Date.now()
    await one.start()
    return { begin, end }
  }
  const stopAndStart = async () => {
    expect((await other.stop()).status).toBe(0)
    await other.start()
  }

  await at(5)
  const kills = [await killAndStart()]
  await at(20)
  await restartRedis()
  await at(30)
  await stopAndStart()

  // All that follows happens while access is refreshed.
  await at(-1, firstRefresh)
  faults.set({ tokenError: { value: { status: 503, grant: 'refresh_token' } } })
  await at(9, firstRefresh)
  faults.clear('tokenError')
  const slow = { milliseconds: slowMilliseconds, grant: 'refresh_token' } as const
  faults.set({ tokenDelay: { value: slow } })
  await at(11, firstRefresh)
  kills.push(await killAndStart())
  await at(14, firstRefresh)
  await restartRedis()
  await at(17, firstRefresh)
  await stopAndStart()
  faults.clear('tokenDelay')
  await at(35, firstRefresh)
  return kills
}

async function signEverybodyIn(): Promise<{
  calls: LoadCall[]
  cookies: string[]
  /** When the first access is due to be refreshed, and the last one. */
  firstRefresh: number
  lastRefresh: number
}> {
  const firstRefresh = Date.now() + accessTokenSeconds * 900
  const calls: LoadCall[] = []
  const cookies: string[] = []
  const { newBrowser, simulator } = deployment
  simulator.faults.set({ accessTokenSeconds: { value: accessTokenSeconds } })
  for (const { email, institutions } of Array(sessionsOfEach).fill(people).flat()) {
    const browser = newBrowser()
    await browser.authorize(email)
    for (const position of institutions) {
      const institutionId = institutionIdAt(position)
      await browser.authorize(email, institutionId)
      calls.push({ path: accountsPath(institutionId, email), cookie: browser.cookieHeader() })
    }
    cookies.push(browser.cookieHeader())
  }
  return { calls, cookies, firstRefresh, lastRefresh: Date.now() + accessTokenSeconds * 900 }
}

/** Everybody is, on both instances, and every access was refreshed and serves. */
async function expectSignedIn({
  calls,
  cookies,
}: {
  calls: readonly LoadCall[]
  cookies: readonly string[]
}): Promise<void> {
  for (const { origin } of deployment.instances) {
    for (const cookie of cookies) {
      const answer = await sendRequest(`${origin}/api/auth/session`, { headers: { cookie } })
      const { institutions } = JSON.parse(answer.body.toString())
      expect(institutions).toHaveLength(4)
      for (const { refreshes } of institutions) expect(refreshes).toBeGreaterThan(0)
    }
    for (const { path, cookie } of calls) {
      const answer = await sendRequest(origin + path, { headers: { cookie, 'x-csrf': '1' } })
      expect(answer.status).toBe(200)
    }
  }
}
