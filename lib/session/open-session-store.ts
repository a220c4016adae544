import 'server-only'
import type { SessionStoreAddress } from '@/lib/config/session-store-address'
import { openRedisSessionStore } from './redis-session-store'
import type { SessionStore } from './session-store'
import { openSqliteSessionStore } from './sqlite-session-store'

/**
 * Opens the session store that `SESSION_STORE` names. Redis is connected in the background, so that
 * a start does not depend on it.
 *
 * @throws AppError `store_unavailable` when a SQLite file cannot be used
 */
export function openSessionStore(address: SessionStoreAddress): SessionStore {
  return address.kind === 'sqlite'
    ? openSqliteSessionStore(address.path)
    : openRedisSessionStore(address)
}
