import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { institutionIdAt } from '../simulator/institutions.ts'
import { requirePerson } from '../simulator/people.ts'
import { runJhi } from '../testing/command-line.ts'
import { accountsPath, type PersonBrowser, startDeployment } from '../testing/deployment.ts'
import { startRedis } from '../testing/redis-server.ts'
import { problemCode, sendRequest } from '../testing/send-request.ts'
import { createServerFolder } from '../testing/server-folder.ts'

const [endedPerson, otherPerson] = ['few@example.test', 'many@example.test'] as const
const institutionId = institutionIdAt(3)

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
  ['Redis', redisStore],
  ['a SQLite file', sqliteStore],
])('an operator ends all sessions of one person in %s', async (_, store) => {
  const deployment = await startDeployment({ SESSION_STORE: await store() })
  opened.push(deployment)
  const { environment, instances, newBrowser } = deployment

  const signIn = async (email: string) => {
    const browser = newBrowser()
    await browser.authorize(email)
    await browser.authorize(email, institutionId)
    return browser
  }
  const call = (browser: PersonBrowser, email: string) => {
    const headers = { cookie: browser.cookieHeader(), 'x-csrf': '1' }
    const path = accountsPath(institutionId, email)
    return Promise.all(instances.map(({ origin }) => sendRequest(origin + path, { headers })))
  }
  const ended = [await signIn(endedPerson), await signIn(endedPerson), await signIn(endedPerson)]
  const others = [await signIn(otherPerson), await signIn(otherPerson)]

  const { sub } = requirePerson(endedPerson)
  expect(await runJhi(environment, 'sessions', 'end', '--subject', sub)).toBe('3 ended.\n')
  for (const browser of ended) {
    for (const answer of await call(browser, endedPerson)) {
      expect([answer.status, problemCode(answer)]).toEqual([401, 'session_required'])
    }
  }
  for (const browser of others) {
    for (const { status } of await call(browser, otherPerson)) expect(status).toBe(200)
  }
})
