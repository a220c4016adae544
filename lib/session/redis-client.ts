import 'server-only'
import { createClient, createCluster, createSentinel, RESP_TYPES } from 'redis'
import type { RedisAddress } from '@/lib/config/session-store-address'
import { redisScripts } from './redis-scripts'

/** The commands in use: the same for one server, a cluster, and a master behind sentinels. */
export interface RedisCommands {
  hmGet(key: string, fields: string[]): Promise<(Buffer | null)[]>
  hGetAll(key: string): Promise<Record<string, Buffer>>
  hKeys(key: string): Promise<Buffer[]>
  zRange(key: string, start: number, stop: number): Promise<Buffer[]>
  zRem(key: string, member: string): Promise<number>
  exists(key: string): Promise<number>
  del(key: string): Promise<number>
  addToIndex(key: string, values: string[]): Promise<number>
  createSession(key: string, values: (string | Buffer)[]): Promise<number>
  slideIdle(key: string, values: string[]): Promise<number>
  putEntry(key: string, values: (string | Buffer)[]): Promise<number>
  endEntry(key: string, values: (string | Buffer)[]): Promise<number>
  claimOnce(key: string, values: string[]): Promise<number>
  holdLock(key: string, values: string[]): Promise<number>
  releaseLock(key: string, values: string[]): Promise<number>
}

/** A client as far as it is used here. */
export interface RedisClient extends RedisCommands {
  readonly isReady: boolean
  on(event: string, listener: (error: unknown) => void): unknown
  connect(): Promise<unknown>
  destroy(): unknown
}

/**
 * Makes the client for one server, a cluster or sentinels. It connects when told to, again by itself
 * when a connection breaks, and refuses commands meanwhile instead of keeping them.
 */
export function createRedisClient({
  topology,
  tls,
  nodes,
  database,
  masterName,
  ...credentials
}: RedisAddress): RedisClient {
  const { username, password } = credentials
  const socket = {
    connectTimeout: 2_000,
    reconnectStrategy: (retries: number) => Math.min(50 * (retries + 1), 500),
    ...(tls && { tls: true as const }),
  }
  const options = {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    pingInterval: 10_000,
  }
  const commander = {
    scripts: redisScripts,
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  }
  switch (topology) {
    case 'single': {
      const [{ host, port } = { host: '', port: 0 }] = nodes
      return createClient({
        ...options,
        ...commander,
        database,
        socket: { ...socket, host, port },
      }) as unknown as RedisClient
    }
    case 'cluster':
      return createCluster({
        ...commander,
        rootNodes: nodes.map(({ host, port }) => ({
          ...options,
          socket: { ...socket, host, port },
        })),
        defaults: { ...options, socket },
        topologyRefreshOnReconnectionAttemptStrategy: 200,
      }) as unknown as RedisClient
    case 'sentinel':
      return createSentinel({
        ...commander,
        name: masterName,
        sentinelRootNodes: [...nodes],
        nodeClientOptions: { ...options, socket },
        // Not the credentials: sentinels have none, or their own.
        sentinelClientOptions: { socket },
        scanInterval: 1_000,
      }) as unknown as RedisClient
  }
}
