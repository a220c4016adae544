import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { ErrorReply } from 'redis'
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
const connectLimit = 10_000
const reconnectAfter = 500

/**
 * Connects in the background, and again whenever the connection breaks. A restart of Redis or a
 * change of masters is waited out; after four seconds calls fail at once until it is back.
 */
export function openRedisConnection(address: RedisAddress): RedisConnection {
  let failingSince: number | null = null
  let reported = false
  let closed = false
  let lastProblem: unknown
  let client = connect()

  function connect(): RedisClient {
    const created = createRedisClient(address)
    created.on('error', (error) => {
      lastProblem = error
    })
    // The clients for clusters and sentinels give up when their first connection fails.
    within(connectLimit, created.connect()).catch(async (error: unknown) => {
      lastProblem = error
      await pause(reconnectAfter)
      replace(created)
    })
    return created
  }

  function replace(old: RedisClient): void {
    if (closed || client !== old) return
    client = connect()
    drop(old)
  }

  const attempt = async <T>(command: (redis: RedisCommands) => Promise<T>): Promise<T> => {
    const current = client
    if (!current.isReady) throw new Error('not connected', { cause: lastProblem })
    try {
      return await within(answerLimit, command(current))
    } catch (error) {
      // A peer that went silent keeps its connection for minutes; a new one knows sooner.
      if (error === noAnswer) replace(current)
      throw error
    }
  }

  const unavailable = (cause: unknown): AppError => {
    const reply = cause instanceof ErrorReply ? (/^[A-Z]+/.exec(cause.message)?.[0] ?? 'ERR') : null
    const error = new AppError('store_unavailable', 'Redis does not answer as it should', {
      cause,
      retryable: true,
      facts: { reply },
    })
    if (!reported && !closed) log('error', 'session_store.failed', errorFacts(error))
    reported = true
    return error
  }

  return {
    async run(command) {
      const began = performance.now()
      for (;;) {
        try {
          const answer = await attempt(command)
          if (reported) log('info', 'session_store.recovered')
          reported = false
          failingSince = null
          return answer
        } catch (cause) {
          if (isRefusal(cause)) throw unavailable(cause)
          failingSince ??= performance.now()
          // Others may succeed meanwhile, so a call that never does counts from its own beginning.
          const waited = performance.now() - Math.min(began, failingSince)
          if (closed || waited >= patience) throw unavailable(cause)
          await pause(25)
        }
      }
    },
    async close() {
      closed = true
      await drop(client)
    },
  }
}

/** What Redis says while it restarts, changes masters or moves slots; it passes by itself. */
const passing =
  /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|MOVED|ASK|NOREPLICAS|BUSY|UNBLOCKED|NOSCRIPT)/

/** Redis answers, and the answer is no: out of memory, not permitted. Asking again does not help. */
const isRefusal = (error: unknown) => error instanceof ErrorReply && !passing.test(error.message)

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
