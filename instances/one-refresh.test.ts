import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { institutionIdAt } from '../simulator/institutions.ts'
import { accountsPath, type Deployment, startDeployment } from '../testing/deployment.ts'
import { startRedis } from '../testing/redis-server.ts'
import { createServerFolder } from '../testing/server-folder.ts'

const email = 'few@example.test'
const institutionId = institutionIdAt(2)
const calls = 1_000

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

async function redisStore(): Promise<string> {
  const redis = await startRedis({ appendOnly: true })
  opened.push(redis)
  return redis.url
}

const sqliteStore = async () => `sqlite:${join(createServerFolder(), 'sessions.db')}`

test.each([
  ['one Redis', redisStore],
  ['one SQLite file', sqliteStore],
])('two instances and %s refresh an expired access once for 1,000 calls', async (_, store) => {
  const deployment = await startDeployment({ SESSION_STORE: await store() })
  opened.push(deployment)
  const { roundRobin, simulator, upstream } = deployment
  const cookie = await signInWithEndedAccess(deployment)

  const headers = { cookie, 'x-csrf': '1' }
  const path = accountsPath(institutionId, email)
  const answers = await Promise.all(
    Array.from({ length: calls }, () => roundRobin.send(path, { headers })),
  )

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(upstream.wrong).toEqual([])
  expect(upstream.right).toBe(calls)
  const refreshes = simulator.tokenRequests.entries.filter(
    ({ grantType }) => grantType === 'refresh_token',
  )
  expect(refreshes.map(({ status }) => status)).toEqual([200])
  expect(simulator.tokenRequests.reusedRefreshTokens()).toEqual([])
})

async function signInWithEndedAccess({ newBrowser, simulator }: Deployment): Promise<string> {
  const browser = newBrowser()
  await browser.authorize(email)
  simulator.faults.set({ accessTokenSeconds: { value: 2, times: 1 } })
  await browser.authorize(email, institutionId)
  await pause(2_100)
  return browser.cookieHeader()
}
