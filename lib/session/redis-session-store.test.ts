import { readFileSync } from 'node:fs'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseSessionStoreAddress, type RedisAddress } from '@/lib/config/session-store-address'
import { type RedisCluster, startRedisCluster } from '@/testing/redis-cluster'
import { sendRedisCommand } from '@/testing/redis-command'
import { type RedisSentinel, startRedisSentinel } from '@/testing/redis-sentinel'
import { type RedisServer, startRedis } from '@/testing/redis-server'
import { openRedisSessionStore } from './redis-session-store'
import type { SessionStore } from './session-store'
import { describeSessionStore } from './session-store.contract'

const open = (url: string) => openRedisSessionStore(parseSessionStoreAddress(url) as RedisAddress)
const hour = 3_600_000

function newSession(sessionId: string, now: number) {
  return {
    sessionId,
    issuer: 'https://issuer.example',
    subject: 'user-1',
    sid: 'provider-session-1',
    device: 'Firefox on Linux',
    startedAt: now,
    idleExpiresAt: now + hour,
    absoluteExpiresAt: now + 8 * hour,
    sealed: Buffer.from('sealed'),
  }
}

const isThere = async (store: SessionStore, sessionId: string) =>
  (await store.findSession(sessionId, { accessTo: [], now: Date.now() })) !== null

describe('on one server', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await startRedis({ appendOnly: true, password: 'pass word' })
  })
  afterAll(() => redis.close())
  const command = (...words: string[]) =>
    sendRedisCommand({ port: redis.port, password: 'pass word' }, ...words)

  describeSessionStore(async () => {
    await command('FLUSHALL')
    return open(redis.url)
  })

  test('leaves it to Redis to forget what is over', async () => {
    await command('FLUSHALL')
    const store = open(redis.url)
    const now = Date.now()
    await store.createSession({ ...newSession('brief', now), idleExpiresAt: now + 60 }, now)
    await store.claimOnce('claim', now + 60, now)
    await store.holdLock('lock', 'owner', 60)
    await expect.poll(() => command('KEYS', '*')).toHaveLength(2)
    const indexes = (await command('KEYS', '*')) as string[]
    for (const key of indexes) expect(key).toMatch(/^jhi:sessions-by-/)
    const later = now + 9 * hour
    await store.createSession({ ...newSession('later', later) }, later)
    for (const key of indexes) expect(await command('ZRANGE', key, '0', '-1')).toEqual(['later'])
    expect(Number(await command('PTTL', indexes[0] ?? ''))).toBeGreaterThan(7 * hour)
    await store.close()
  })

  test('keeps nobody’s name in a key', async () => {
    await command('FLUSHALL')
    const store = open(redis.url)
    await store.createSession(newSession('session-1', Date.now()), Date.now())
    expect(String(await command('KEYS', '*'))).not.toMatch(/user-1|provider-session-1/)
    await store.close()
  })

  test('waits out a restart, with every session there afterwards', async () => {
    const store = open(redis.url)
    await store.createSession(newSession('kept', Date.now()), Date.now())
    await redis.kill()
    const during = Array.from({ length: 20 }, () => isThere(store, 'kept'))
    await redis.restart()
    expect(await Promise.all(during)).toEqual(during.map(() => true))
    expect(await store.slideIdle('kept', Date.now() + 2 * hour, Date.now())).toBe(true)
    await store.close()
  })

  test('fails while it is down, at once after a few seconds, and works when it is back', async () => {
    const store = open(redis.url)
    await store.createSession(newSession('kept', Date.now()), Date.now())
    await redis.kill()
    const failed = { code: 'store_unavailable', retryable: true }
    await expect(store.ping()).rejects.toMatchObject(failed)
    const started = performance.now()
    await expect(isThere(store, 'kept')).rejects.toMatchObject(failed)
    await expect(store.claimOnce('claim', Date.now() + hour, Date.now())).rejects.toMatchObject(
      failed,
    )
    // Far below the four seconds that the first call waited.
    expect(performance.now() - started).toBeLessThan(1_000)
    await redis.restart()
    await expect
      .poll(() =>
        store.ping().then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    expect(await isThere(store, 'kept')).toBe(true)
    await store.close()
  })

  test('a server that hangs is given up, and used again when it answers', async () => {
    const store = open(redis.url)
    await store.createSession(newSession('kept', Date.now()), Date.now())
    redis.pause()
    await expect(isThere(store, 'kept')).rejects.toMatchObject({ code: 'store_unavailable' })
    redis.resume()
    await expect
      .poll(() => isThere(store, 'kept').catch(() => false), { timeout: 5_000 })
      .toBe(true)
    await store.close()
  })

  test('a server that lost everything knows no session, and takes new ones', async () => {
    const store = open(redis.url)
    await store.createSession(newSession('lost', Date.now()), Date.now())
    await command('FLUSHALL')
    await command('SCRIPT', 'FLUSH')
    expect(await isThere(store, 'lost')).toBe(false)
    expect(await store.slideIdle('lost', Date.now() + hour, Date.now())).toBe(false)
    await store.createSession(newSession('new', Date.now()), Date.now())
    expect(await isThere(store, 'new')).toBe(true)
    await store.close()
  })

  test('a write that Redis refuses fails at once, while reads go on', async () => {
    const store = open(redis.url)
    await store.createSession(newSession('kept', Date.now()), Date.now())
    await command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
    await command('CONFIG', 'SET', 'maxmemory', '1')
    const started = performance.now()
    const reading = Array.from({ length: 50 }, () => isThere(store, 'kept'))
    await expect(
      store.createSession(newSession('new', Date.now()), Date.now()),
    ).rejects.toMatchObject({ code: 'store_unavailable', facts: { reply: 'OOM' } })
    expect(await Promise.all(reading)).not.toContain(false)
    expect(performance.now() - started).toBeLessThan(2_000)
    await command('CONFIG', 'SET', 'maxmemory', '0')
    await store.createSession(newSession('new', Date.now()), Date.now())
    await store.close()
  })

  test('a session that ended is not left in an index', async () => {
    await command('FLUSHALL')
    const store = open(redis.url)
    await store.createSession(newSession('ended', Date.now()), Date.now())
    await store.endSession('ended')
    expect(await command('KEYS', '*')).toEqual([])
    await store.close()
  })

  test('one that is not there yet when the store opens is found later', async () => {
    await redis.kill()
    const store = open(redis.url)
    await redis.restart()
    expect(await isThere(store, 'nobody')).toBe(false)
    await store.close()
  })
})

describe('with TLS', () => {
  let redis: RedisServer
  const trusted = getCACertificates('default')
  beforeAll(async () => {
    redis = await startRedis({ tls: true })
    setDefaultCACertificates([...trusted, readFileSync(redis.caFile ?? '', 'utf8')])
  })
  afterAll(async () => {
    setDefaultCACertificates(trusted)
    await redis.close()
  })

  test('keeps sessions', async () => {
    const store = open(redis.url)
    await store.createSession(newSession('session-1', Date.now()), Date.now())
    expect(await isThere(store, 'session-1')).toBe(true)
    await store.close()
  })

  test('refuses a server that nobody vouches for', async () => {
    setDefaultCACertificates(trusted)
    const store = open(redis.url)
    await expect(store.ping()).rejects.toMatchObject({ code: 'store_unavailable' })
    await store.close()
  })
})

describe('on a cluster', () => {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await startRedisCluster()
  })
  afterAll(() => cluster.close())

  describeSessionStore(async () => {
    for (const url of cluster.urls) {
      await sendRedisCommand({ port: Number(new URL(url).port) }, 'FLUSHALL')
    }
    return open(cluster.url)
  })

  test('that starts after the store is found', async () => {
    for (const node of cluster.nodes) await node.kill()
    const store = open(cluster.url)
    await expect(store.ping()).rejects.toMatchObject({ code: 'store_unavailable' })
    await Promise.all(cluster.nodes.map((node) => node.restart()))
    const answers = () =>
      store.ping().then(
        () => true,
        () => false,
      )
    await expect.poll(answers, { timeout: 15_000 }).toBe(true)
    await store.close()
  })
})

describe('behind sentinels', () => {
  let sentinel: RedisSentinel
  beforeAll(async () => {
    sentinel = await startRedisSentinel()
  })
  afterAll(() => sentinel.close())

  test('goes on with the next master when one dies', async () => {
    const store = open(sentinel.url)
    await store.createSession(newSession('kept', Date.now()), Date.now())
    // The replica hears of a write a moment later; before that, nobody could know of it.
    const port = await sentinel.findMasterPort()
    await expect
      .poll(
        async () => {
          const info = String(await sendRedisCommand({ port }, 'INFO', 'replication'))
          return (
            Number(/offset=(\d+)/.exec(info)?.[1]) >= Number(/repl_offset:(\d+)/.exec(info)?.[1])
          )
        },
        { timeout: 5_000 },
      )
      .toBe(true)
    await sentinel.killMaster()
    await expect
      .poll(() => isThere(store, 'kept').catch(() => null), { timeout: 15_000 })
      .toBe(true)
    expect(await store.slideIdle('kept', Date.now() + 2 * hour, Date.now())).toBe(true)
    await store.close()
  })
})
