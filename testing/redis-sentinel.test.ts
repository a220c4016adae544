import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendRedisCommand } from './redis-command.ts'
import { type RedisSentinel, startRedisSentinel } from './redis-sentinel.ts'

const refused = { code: 'ECONNREFUSED' }
let sentinel: RedisSentinel

beforeAll(async () => {
  sentinel = await startRedisSentinel()
})
afterAll(() => sentinel.close())

const sentinelPort = () => Number(/:(\d+)\/mymaster$/.exec(sentinel.url)?.[1])
const master = async () => ({ port: await sentinel.findMasterPort() })

async function replicaOf(address: { port: number }) {
  const role = (await sendRedisCommand(address, 'ROLE')) as [string, number, string[][]]
  return { port: Number(role[2][0]?.[1]) }
}

test('the sentinel and the master answer', async () => {
  expect(await sendRedisCommand({ port: sentinelPort() }, 'PING')).toBe('PONG')
  const [role] = (await sendRedisCommand(await master(), 'ROLE')) as string[]
  expect(role).toBe('master')
})

test('the replica takes over from a killed master, with its data', async () => {
  const before = await master()
  await sendRedisCommand(before, 'SET', 'key', 'value')
  // A master answers before its replica has the key, and takes it along when it is killed at once.
  const replica = await replicaOf(before)
  await expect.poll(() => sendRedisCommand(replica, 'GET', 'key')).toBe('value')
  await sentinel.killMaster()
  await expect(sendRedisCommand(before, 'PING')).rejects.toMatchObject(refused)
  await expect.poll(master, { timeout: 10_000 }).toEqual(replica)
  expect(await sendRedisCommand(await master(), 'GET', 'key')).toBe('value')
  expect(await sendRedisCommand(await master(), 'SET', 'key', 'new')).toBe('OK')
})

test('leaves no process when it is closed', async () => {
  const ports = [await sentinel.findMasterPort(), sentinelPort()]
  await sentinel.close()
  for (const port of ports) {
    await expect(sendRedisCommand({ port }, 'PING')).rejects.toMatchObject(refused)
  }
})
