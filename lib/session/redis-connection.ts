import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { RedisAddress } from '@/lib/config/session-store-address'
import { AppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import { createRedisClient, type RedisClient, type RedisCommands } from './redis-client'

/** Runs commands, through short interruptions. */
export interface RedisConnection {
  /**
   * Runs a command that does no harm when it runs twice, since its answer may be lost.
   *
   * @throws AppError `store_unavailable` when Redis does not answer in time
   */
  run<T>(command: (redis: RedisCommands) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** How long an interruption is waited out from its beginning, and how long for one answer. */
const patience = 4_000
const answerLimit = 2_000

/**
 * Connects in the background, and again whenever the connection breaks. A restart of Redis or a
 * change of masters is waited out; after four seconds calls fail at once until it is back.
 */
export function openRedisConnection(address: RedisAddress): RedisConnection {
  let failingSince: number | null = null
  let reported = false
  let closed = false
  let lastProblem: unknown
  const connect = () => {
    const created = createRedisClient(address)
    created.on('error', (error) => {
      lastProblem = error
    })
    created.connect().catch(() => {})
    return created
  }
  let client = connect()

  const attempt = async <T>(command: (redis: RedisCommands) => Promise<T>): Promise<T> => {
    const current = client
    if (!current.isReady) throw new Error('not connected', { cause: lastProblem })
    try {
      return await within(answerLimit, command(current))
    } catch (error) {
      // A peer that went silent keeps its connection for minutes; a new one knows sooner.
      if (error === noAnswer && client === current && !closed) {
        client = connect()
        drop(current)
      }
      throw error
    }
  }

  return {
    async run(command) {
      for (;;) {
        try {
          const answer = await attempt(command)
          if (reported) log('info', 'session_store.recovered')
          reported = false
          failingSince = null
          return answer
        } catch (cause) {
          failingSince ??= performance.now()
          if (!closed && performance.now() - failingSince < patience) {
            await pause(25)
            continue
          }
          if (!reported && !closed) log('error', 'session_store.failed', errorFacts(cause))
          reported = true
          throw new AppError('store_unavailable', 'Redis does not answer', {
            cause,
            retryable: true,
          })
        }
      }
    },
    async close() {
      closed = true
      await drop(client)
    },
  }
}

/** One that is closed already says so by an error. */
async function drop(client: RedisClient): Promise<void> {
  try {
    await client.destroy()
  } catch {}
}

const noAnswer = new Error('no answer in time')

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(noAnswer), milliseconds)
  })
  work.catch(() => {})
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
