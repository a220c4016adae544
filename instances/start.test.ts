import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Deployment, startDeployment } from '../testing/deployment.ts'
import { createInstance, type Instance } from '../testing/instance.ts'
import { startRedis } from '../testing/redis-server.ts'
import { sendRequest } from '../testing/send-request.ts'
import { createServerFolder } from '../testing/server-folder.ts'

let deployment: Deployment
beforeAll(async () => {
  deployment = await startDeployment({}, { started: false })
})
afterAll(() => deployment.close())

const instances: Instance[] = []
afterEach(async () => {
  await Promise.all(instances.splice(0).map((instance) => instance.close()))
})

async function newInstance(environment: Record<string, string>): Promise<Instance> {
  const instance = await createInstance({ ...deployment.environment, ...environment })
  instances.push(instance)
  return instance
}

function makeDatabase(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
}

const manyRows = `
  WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 1000)
  INSERT INTO institution_access SELECT hex(randomblob(100)) FROM numbers`

test.each<[what: string, make: (file: string) => void, advice: string]>([
  ['no database', (file) => writeFileSync(file, 'no database '.repeat(1_000)), 'Move it away'],
  [
    'cut short',
    (file) => {
      makeDatabase(file, `CREATE TABLE institution_access (a); ${manyRows}`)
      truncateSync(file, 8_192)
    },
    'Move it away',
  ],
  [
    'of a newer version',
    (file) => makeDatabase(file, 'CREATE TABLE institution_access (a); PRAGMA user_version = 99'),
    'was written by a newer version. Run that version, or use another file',
  ],
  [
    'of another program',
    (file) => makeDatabase(file, 'CREATE TABLE invoice (a)'),
    'is the database of another program. Name another file in SESSION_STORE',
  ],
])('a session file that is %s stops the start and stays as it is', async (_, make, advice) => {
  const file = join(createServerFolder(), 'sessions.db')
  make(file)
  const before = readFileSync(file)
  const instance = await newInstance({ SESSION_STORE: `sqlite:${file}` })
  const { status, milliseconds } = await instance.startAndExit()
  expect(status).toBe(1)
  expect(milliseconds).toBeLessThan(10_000)
  expect(instance.output()).toContain(`The session store ${file} `)
  expect(instance.output()).toContain(advice)
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(dirname(file))).toEqual(['sessions.db'])
})

test('an instance starts without Redis, and is ready when Redis comes', async () => {
  const redis = await startRedis({ appendOnly: true })
  try {
    await redis.kill()
    const instance = await newInstance({ SESSION_STORE: redis.url })
    await instance.start()
    const ready = async () => (await sendRequest(`${instance.origin}/api/health/ready`)).status
    expect(await ready()).toBe(503)
    await redis.restart()
    await expect.poll(ready, { timeout: 10_000 }).toBe(200)
  } finally {
    await redis.close()
  }
})
