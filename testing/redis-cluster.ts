import { setTimeout as pause } from 'node:timers/promises'
import { sendRedisCommand } from './redis-command.ts'
import { type RedisProcess, startRedisProcess } from './redis-process.ts'
import { createServerFolder } from './server-folder.ts'

const slotCount = 16_384
const nodeCount = 3
const readyWithin = 15_000

/** Three masters that share all slots, and keep their data when they are started again. */
export interface RedisCluster {
  /** As `SESSION_STORE` takes it, with every node. */
  readonly url: string
  /** One of a single server for each node. */
  readonly urls: readonly string[]
  /** The nodes themselves, in the order of `urls` and of their slots. */
  readonly nodes: readonly RedisProcess[]
  close(): Promise<void>
}

/** Starts the nodes and waits until each of them answers for the whole cluster. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const nodes = await Promise.all(Array.from({ length: nodeCount }, startNode))
  await Promise.all(nodes.map(assignSlots))
  await introduceNodes(nodes)
  await Promise.all(nodes.map(waitUntilReady))
  const hosts = nodes.map(({ port }) => `localhost:${port}`)
  return {
    url: `redis+cluster://${hosts.join(',')}`,
    urls: hosts.map((host) => `redis://${host}`),
    nodes,
    close: async () => {
      await Promise.all(nodes.map((node) => node.close()))
    },
  }
}

function startNode(): Promise<RedisProcess> {
  return startRedisProcess(createServerFolder(), (port) => [
    `port ${port}`,
    'save ""',
    'appendonly yes',
    'appendfsync always',
    'cluster-enabled yes',
    'cluster-node-timeout 2000',
    // What a node tells clients to go to; without it, the address that others see it at.
    'cluster-announce-ip 127.0.0.1',
  ])
}

async function assignSlots({ port }: RedisProcess, index: number): Promise<void> {
  // An epoch of its own for each, as `redis-cli --cluster create` does, so that none has to yield.
  await sendRedisCommand({ port }, 'CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1))
  const first = Math.ceil((slotCount / nodeCount) * index)
  const end = Math.ceil((slotCount / nodeCount) * (index + 1))
  const slots = Array.from({ length: end - first }, (_, offset) => String(first + offset))
  await sendRedisCommand({ port }, 'CLUSTER', 'ADDSLOTS', ...slots)
}

/** Everybody to everybody: quicker than to wait until word gets around. */
async function introduceNodes(nodes: readonly RedisProcess[]): Promise<void> {
  for (const { port } of nodes) {
    for (const other of nodes) {
      if (other.port === port) continue
      await sendRedisCommand({ port }, 'CLUSTER', 'MEET', '127.0.0.1', String(other.port))
    }
  }
}

async function waitUntilReady({ port }: RedisProcess): Promise<void> {
  const deadline = Date.now() + readyWithin
  for (;;) {
    const info = String(await sendRedisCommand({ port }, 'CLUSTER', 'INFO'))
    const isReady =
      info.includes('cluster_state:ok') && info.includes(`cluster_slots_ok:${slotCount}`)
    if (isReady) return
    if (Date.now() > deadline) throw new Error(`the cluster did not get ready:\n${info}`)
    await pause(20)
  }
}
