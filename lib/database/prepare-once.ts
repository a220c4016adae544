import 'server-only'
import type { Database } from './database'

type Preparations = WeakMap<Database, Map<string, Promise<void>>>

const holder = globalThis as { [key: symbol]: Preparations | undefined }
const slot = Symbol.for('jhi.database-preparations')

/** Does what an open database needs first, once, however many ask; again when it failed. */
export function prepareOnce(
  database: Database,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  holder[slot] ??= new WeakMap()
  const done = holder[slot].get(database) ?? new Map<string, Promise<void>>()
  holder[slot].set(database, done)
  const known = done.get(name)
  if (known !== undefined) return known
  const started = work().catch((error: unknown) => {
    done.delete(name)
    throw error
  })
  done.set(name, started)
  return started
}
