import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { institutionIdAt } from '../simulator/institutions.ts'
import {
  accountsPath,
  type Deployment,
  type PersonBrowser,
  startDeployment,
} from '../testing/deployment.ts'
import { sendRedisCommand } from '../testing/redis-command.ts'
import { type RedisServer, startRedis } from '../testing/redis-server.ts'
import { pageLoad, problemCode, sendRequest } from '../testing/send-request.ts'

const email = 'few@example.test'
const institutionId = institutionIdAt(1)
const callPath = accountsPath(institutionId, email)

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

let browser: PersonBrowser
beforeEach(async () => {
  browser = deployment.newBrowser()
  await browser.authorize(email)
  await browser.authorize(email, institutionId)
  await expectSignedIn()
})

/** As the person's browser asks each instance, page loads and calls alike. */
const askAll = (path: string, headers = {}) =>
  Promise.all(
    deployment.instances.map(({ origin }) =>
      sendRequest(origin + path, { headers: { cookie: browser.cookieHeader(), ...headers } }),
    ),
  )
const call = (path: string) => askAll(path, { 'x-csrf': '1' })
const readiness = async () => (await askAll('/api/health/ready')).map(({ status }) => status)

async function expectSignedIn() {
  for (const { status } of await call(callPath)) expect(status).toBe(200)
  for (const { status } of await askAll('/institutions', pageLoad)) expect(status).toBe(200)
  for (const { body } of await askAll('/api/auth/session')) {
    expect(JSON.parse(body.toString())).toMatchObject({ user: { username: email } })
  }
}

describe.each([
  ['ended', { down: () => redis.kill(), up: () => redis.restart() }],
  ['silent', { down: async () => redis.pause(), up: async () => redis.resume() }],
])('while Redis is %s', (_, { down, up }) => {
  test('every answer says so within ten seconds, and nobody is signed out', async () => {
    await down()
    try {
      for (const path of ['/api/auth/session', callPath, '/api/institutions']) {
        const from = performance.now()
        for (const answer of await call(path)) {
          expect([answer.status, problemCode(answer)]).toEqual([503, 'store_unavailable'])
          expect(answer.headers['set-cookie']).toBeUndefined()
        }
        expect(performance.now() - from).toBeLessThan(10_000)
      }
      for (const answer of await askAll('/institutions', pageLoad)) {
        expect(answer.status).toBe(503)
        expect(answer.body.toString()).toMatch(/We can(’|'|&#x27;)t check your session right now/)
        expect(answer.headers['set-cookie']).toBeUndefined()
      }
      expect(await readiness()).toEqual([503, 503])
    } finally {
      await up()
    }
    await expect.poll(readiness, { timeout: 10_000 }).toEqual([200, 200])
    await expectSignedIn()
  })
})

test('when Redis has lost everything, people sign in again', async () => {
  await sendRedisCommand(redis, 'FLUSHALL')
  for (const answer of await call(callPath)) {
    expect([answer.status, problemCode(answer)]).toEqual([401, 'session_required'])
  }
  for (const { status, headers } of await askAll('/institutions', pageLoad)) {
    expect([status, headers.location]).toEqual([303, '/sign-in?returnTo=%2Finstitutions'])
  }
  await browser.authorize(email)
  await browser.authorize(email, institutionId)
  await expectSignedIn()
})
