import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@/lib/errors'

const longestWait = 4_000

/**
 * Runs a query. Another process may hold the file's lock; SQLite would wait for it on this thread,
 * with every other request behind it, so it waits five milliseconds and we wait between tries, four
 * seconds in all.
 *
 * @throws AppError `store_unavailable`
 */
export async function answer<T>(query: () => T): Promise<T> {
  const end = performance.now() + longestWait
  for (;;) {
    try {
      return query()
    } catch (cause) {
      if (isBusy(cause) && performance.now() < end) {
        await pause(25)
        continue
      }
      throw new AppError('store_unavailable', 'the session store did not answer', {
        cause,
        retryable: true,
      })
    }
  }
}

/** SQLITE_BUSY, with or without an extended code. */
function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number } | null)?.errcode ?? 0) % 256 === 5
}
