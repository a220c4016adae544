import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RedisCluster, startRedisCluster } from './redis-cluster.ts'
import { sendRedisCommand } from './redis-command.ts'

let cluster: RedisCluster

beforeAll(async () => {
  cluster = await startRedisCluster()
})
afterAll(() => cluster.close())

/** The node that a key belongs to, as any other says when it is asked for the key. */
async function ownerOf(key: string) {
  for (const node of cluster.nodes) {
    const isOwner = await sendRedisCommand(node, 'GET', key).then(
      () => true,
      () => false,
    )
    if (isOwner) return node
  }
  throw new Error(`nobody has ${key}`)
}

test('every node answers, and names itself in its URL', async () => {
  expect(cluster.url).toBe(
    `redis+cluster://${cluster.nodes.map(({ port }) => `localhost:${port}`).join(',')}`,
  )
  for (const url of cluster.urls) {
    expect(await sendRedisCommand({ port: Number(new URL(url).port) }, 'PING')).toBe('PONG')
  }
})

test('every node knows where each slot is, by an address of loopback', async () => {
  for (const node of cluster.nodes) {
    const ranges = (await sendRedisCommand(node, 'CLUSTER', 'SLOTS')) as [
      number,
      number,
      string[],
    ][]
    const found = ranges.map(([first, last, [host, port]]) => [first, last, host, port])
    expect(found.sort(([a], [b]) => Number(a) - Number(b))).toEqual([
      [0, 5461, '127.0.0.1', cluster.nodes[0]?.port],
      [5462, 10_922, '127.0.0.1', cluster.nodes[1]?.port],
      [10_923, 16_383, '127.0.0.1', cluster.nodes[2]?.port],
    ])
  }
})

test('a key has one owner, and the others name it', async () => {
  const owner = await ownerOf('key')
  expect(await sendRedisCommand(owner, 'SET', 'key', 'value')).toBe('OK')
  for (const node of cluster.nodes.filter((one) => one !== owner)) {
    const answer = sendRedisCommand(node, 'GET', 'key')
    await expect(answer).rejects.toThrow(`MOVED 12539 127.0.0.1:${owner.port}`)
  }
})

test('a node that was killed comes back to its place, with its data', async () => {
  const owner = await ownerOf('other key')
  await sendRedisCommand(owner, 'SET', 'other key', 'value')
  await owner.kill()
  await owner.restart()
  await expect
    .poll(() => sendRedisCommand(owner, 'CLUSTER', 'INFO'), { timeout: 10_000 })
    .toContain('cluster_state:ok')
  expect(await sendRedisCommand(owner, 'GET', 'other key')).toBe('value')
})

test('leaves no process when it is closed', async () => {
  await cluster.close()
  for (const node of cluster.nodes) {
    expect(node.processId).toBeUndefined()
    await expect(sendRedisCommand(node, 'PING')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  }
})
