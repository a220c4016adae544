import { setTimeout as pause } from 'node:timers/promises'
import { type RedisReply, sendRedisCommand } from './redis-command.ts'
import { type RedisProcess, startRedisProcess } from './redis-process.ts'
import { createServerFolder } from './server-folder.ts'

const masterName = 'mymaster'
const readyWithin = 15_000

/** One master, one replica, and one sentinel that replaces the former by the latter. */
export interface RedisSentinel {
  /** As `SESSION_STORE` takes it: the sentinel, and the name of the master. */
  readonly url: string
  /** The port of whom the sentinel calls the master now. It changes with a failover. */
  findMasterPort(): Promise<number>
  /** Kills the master. The replica takes over within a few seconds. */
  killMaster(): Promise<void>
  close(): Promise<void>
}

/** Starts the three and waits until the sentinel would find a replica to promote. */
export async function startRedisSentinel(): Promise<RedisSentinel> {
  const master = await startData([])
  const replica = await startData([`replicaof 127.0.0.1 ${master.port}`])
  await waitUntil(
    async () => String(await sendRedisCommand(replica, 'INFO', 'replication')),
    (info) => info.includes('master_link_status:up'),
  )
  const sentinel = await startRedisProcess(createServerFolder(), sentinelSettings(master.port), {
    sentinel: true,
  })
  await waitUntil(
    () => sendRedisCommand(sentinel, 'SENTINEL', 'REPLICAS', masterName),
    (replicas) => Array.isArray(replicas) && replicas.some(isPromotable),
  )

  const findMasterPort = async () => {
    const address = await sendRedisCommand(
      sentinel,
      'SENTINEL',
      'GET-MASTER-ADDR-BY-NAME',
      masterName,
    )
    return Number(Array.isArray(address) ? address[1] : undefined)
  }
  const servers = [master, replica]
  return {
    url: `redis+sentinel://localhost:${sentinel.port}/${masterName}`,
    findMasterPort,
    async killMaster() {
      const port = await findMasterPort()
      await servers.find((server) => server.port === port)?.kill()
    },
    close: async () => {
      await Promise.all([sentinel, ...servers].map((server) => server.close()))
    },
  }
}

function startData(more: readonly string[]): Promise<RedisProcess> {
  return startRedisProcess(createServerFolder(), (port) => [
    `port ${port}`,
    'save ""',
    'replica-announce-ip 127.0.0.1',
    // A master waits five seconds for more replicas to come before it sends them its data.
    'repl-diskless-sync-delay 0',
    ...more,
  ])
}

function sentinelSettings(masterPort: number) {
  return (port: number) => [
    `port ${port}`,
    `sentinel monitor ${masterName} 127.0.0.1 ${masterPort} 1`,
    `sentinel down-after-milliseconds ${masterName} 500`,
    `sentinel failover-timeout ${masterName} 2000`,
  ]
}

function isPromotable(replica: RedisReply): boolean {
  if (!Array.isArray(replica)) return false
  const field = (name: string) => replica[replica.indexOf(name) + 1]
  return field('flags') === 'slave' && field('master-link-status') === 'ok'
}

async function waitUntil<T>(look: () => Promise<T>, isReady: (seen: T) => boolean): Promise<void> {
  const deadline = Date.now() + readyWithin
  for (;;) {
    const seen = await look()
    if (isReady(seen)) return
    if (Date.now() > deadline) throw new Error(`not ready: ${JSON.stringify(seen)}`)
    await pause(20)
  }
}
