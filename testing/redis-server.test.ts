import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { sendRedisCommand } from './redis-command.ts'
import { type RedisOptions, type RedisServer, startRedis } from './redis-server.ts'

const password = 'a "quoted" \\ pässword'
const servers: RedisServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function start(options?: RedisOptions): Promise<RedisServer> {
  const server = await startRedis(options)
  servers.push(server)
  return server
}

function isRunning(processId = 0): boolean {
  try {
    return process.kill(processId, 0)
  } catch {
    return false
  }
}

describe('a server', () => {
  test.each<RedisOptions>([{}, { appendOnly: true }, { tls: true }])(
    '%j answers',
    async (options) => {
      const server = await start(options)
      expect(await sendRedisCommand(server, 'PING')).toBe('PONG')
      expect(new URL(server.url).port).toBe(String(server.port))
      expect(new URL(server.url).protocol).toBe(options.tls ? 'rediss:' : 'redis:')
    },
  )

  test('answers those alone who know its password', async () => {
    const { port, url } = await start({ password })
    await expect(sendRedisCommand({ port }, 'PING')).rejects.toThrow('NOAUTH')
    expect(await sendRedisCommand({ port, password }, 'PING')).toBe('PONG')
    expect(decodeURIComponent(new URL(url).password)).toBe(password)
  })

  test('shows a certificate that its authority alone vouches for', async () => {
    const [one, other] = [await start({ tls: true }), await start({ tls: true })]
    await expect(sendRedisCommand({ ...one, caFile: other.caFile ?? '' }, 'PING')).rejects.toThrow(
      /certificate|signature/,
    )
    await expect(sendRedisCommand({ port: one.port }, 'PING')).rejects.toThrow()
  })

  test('leaves no process and no folder when it is closed, even while it hangs', async () => {
    const server = await start({ tls: true })
    const { processId, caFile = '' } = server
    server.pause()
    await server.close()
    expect(isRunning(processId)).toBe(false)
    expect(server.processId).toBeUndefined()
    expect(existsSync(dirname(caFile))).toBe(false)
    await server.close()
  })
})

describe('a restart', () => {
  test.each(['kill', 'stop'] as const)('keeps port and data after %s', async (end) => {
    const server = await start({ appendOnly: true })
    const { processId } = server
    await sendRedisCommand(server, 'SET', 'key', 'välue')
    await server[end]()
    expect(isRunning(processId)).toBe(false)
    await expect(sendRedisCommand(server, 'PING')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await server.restart()
    expect(server.processId).not.toBe(processId)
    expect(await sendRedisCommand(server, 'GET', 'key')).toBe('välue')
  })

  test('ends what still runs first', async () => {
    const server = await start({ appendOnly: true })
    const { processId } = server
    await sendRedisCommand(server, 'SET', 'key', 'value')
    server.pause()
    await server.restart()
    expect(isRunning(processId)).toBe(false)
    expect(await sendRedisCommand(server, 'GET', 'key')).toBe('value')
  })

  test('begins empty without `appendOnly`', async () => {
    const server = await start()
    await sendRedisCommand(server, 'SET', 'key', 'value')
    await server.restart()
    expect(await sendRedisCommand(server, 'GET', 'key')).toBeNull()
  })
})

test('a paused server takes connections and answers when it is resumed', async () => {
  const server = await start()
  server.pause()
  const answer = sendRedisCommand(server, 'PING')
  expect(await Promise.race([answer, pause(200, 'nothing')])).toBe('nothing')
  server.resume()
  expect(await answer).toBe('PONG')
})

test('a port that is taken since says so at a restart', async () => {
  const server = await start()
  await server.stop()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(server.port, '127.0.0.1', resolve))
  await expect(server.restart()).rejects.toThrow('Address already in use')
  await new Promise((resolve) => other.close(resolve))
  await server.restart()
  expect(await sendRedisCommand(server, 'PING')).toBe('PONG')
})
