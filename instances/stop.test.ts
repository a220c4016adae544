import { Agent } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { institutionIdAt } from '../simulator/institutions.ts'
import { accountsPath, type Deployment, startDeployment } from '../testing/deployment.ts'
import { sendRequest } from '../testing/send-request.ts'
import { createServerFolder } from '../testing/server-folder.ts'

const email = 'few@example.test'
const institutionId = institutionIdAt(0)
const path = accountsPath(institutionId, email)
const signals = ['SIGTERM', 'SIGINT'] as const

let deployment: Deployment
let headers: { cookie: string; 'x-csrf': string }
beforeEach(async () => {
  const store = `sqlite:${join(createServerFolder(), 'sessions.db')}`
  deployment = await startDeployment({ SESSION_STORE: store }, { started: false })
  const [instance] = deployment.instances
  await instance.start()
  const browser = deployment.newBrowser()
  await browser.authorize(email)
  await browser.authorize(email, institutionId)
  headers = { cookie: browser.cookieHeader(), 'x-csrf': '1' }
})
afterEach(() => deployment.close())

test.each(signals)('%s lets a call under way finish and takes no new ones', async (signal) => {
  const [instance] = deployment.instances
  const underWay = sendRequest(`${instance.origin}${path}?delay=3000`, { headers })
  await pause(500)
  const exit = instance.stop(signal)
  await pause(300)
  await expect(sendRequest(instance.origin + path, { headers })).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  })

  const answer = await underWay
  expect(answer.status).toBe(200)
  expect(JSON.parse(answer.body.toString())).toEqual({ problem: null })
  const { milliseconds, ...how } = await exit
  expect(how).toEqual({ status: 0, signal: null })
  expect(milliseconds).toBeLessThan(10_000)
})

test.each(signals)('%s cuts a call that takes too long', async (signal) => {
  const [instance] = deployment.instances
  const cut = sendRequest(`${instance.origin}${path}?delay=30000`, { headers }).then(
    () => 'answered',
    () => 'cut',
  )
  await pause(500)
  const { milliseconds, ...how } = await instance.stop(signal)
  expect(how).toEqual({ status: 0, signal: null })
  expect(milliseconds).toBeLessThan(10_000)
  expect(await cut).toBe('cut')
})

test.each(signals)('%s ends an instance under load, and breaks no call', async (signal) => {
  const [instance] = deployment.instances
  const agent = new Agent({ keepAlive: true })
  const outcomes = new Set<unknown>()
  const callUntilItEnds = async () => {
    let outcome: unknown
    do {
      outcome = await sendRequest(instance.origin + path, { headers, agent }).then(
        ({ status }) => status,
        ({ code }: NodeJS.ErrnoException) => code,
      )
      outcomes.add(outcome)
    } while (outcome === 200)
  }
  const load = Promise.all(Array.from({ length: 16 }, callUntilItEnds))
  await pause(1_500)
  const { milliseconds, ...how } = await instance.stop(signal)
  expect(how).toEqual({ status: 0, signal: null })
  expect(milliseconds).toBeLessThan(10_000)
  await load
  agent.destroy()
  expect([...outcomes]).toEqual([200, 'ECONNREFUSED'])
})
