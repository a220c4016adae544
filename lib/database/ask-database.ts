import 'server-only'
import { AppError, isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import type { Database, OpenDatabase } from './database'

/** A fresh embedded database takes its time to make. */
const openWithin = 25_000
const answerWithin = 4_000

/**
 * Asks the database. One that cannot be opened, fails or takes too long is one error.
 *
 * @throws AppError `database_unavailable`, and what the question throws as an AppError
 */
export async function askDatabase<Answer>(
  database: OpenDatabase,
  question: (open: Database) => Promise<Answer>,
): Promise<Answer> {
  try {
    const open = await within(openWithin, database.get())
    return await within(answerWithin, question(open))
  } catch (cause) {
    if (isAppError(cause) && cause.code !== 'database_unavailable') throw cause
    log('warn', 'database.failed', errorFacts(cause))
    throw new AppError('database_unavailable', 'the database did not answer', {
      cause,
      retryable: true,
    })
  }
}

/** Waits so long and no longer; what comes later is nobody's. */
async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([promise, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
