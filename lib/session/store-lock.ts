import 'server-only'
import { randomBytes } from 'node:crypto'
import type { SessionStore } from './session-store'

/**
 * How long a lock outlives its owner: what others wait for when a process dies with it. No shorter
 * than the longest interruption of the store that is waited out.
 */
const lifetimeMilliseconds = 6_000

/** A lock that is held. */
export interface StoreLock {
  /** Gives it back. Never throws: a lock that cannot be given back ends by itself. */
  release(): Promise<void>
}

/**
 * Takes a lock in the store, for one process among all, or answers null while another has it. It is
 * renewed until it is released, however long the work takes, and ends seconds after its owner does.
 *
 * @throws AppError `store_unavailable`
 */
export async function takeLock(store: SessionStore, key: string): Promise<StoreLock | null> {
  const owner = randomBytes(12).toString('base64url')
  if (!(await store.holdLock(key, owner, lifetimeMilliseconds))) return null
  let renewed: Promise<unknown> = Promise.resolve()
  const renewal = setInterval(() => {
    renewed = store.holdLock(key, owner, lifetimeMilliseconds).catch(() => {})
  }, lifetimeMilliseconds / 3)
  renewal.unref()
  return {
    async release() {
      clearInterval(renewal)
      // One that is still under way would take the lock anew.
      await renewed
      await store.releaseLock(key, owner).catch(() => {})
    },
  }
}
