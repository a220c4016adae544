import 'server-only'

/** Keeps the newest values by key, for the whole process. */
export interface ProcessMemory<Value> {
  find(key: string): Value | null
  keep(key: string, value: Value): void
}

const holder = globalThis as { [key: symbol]: Map<string, unknown> | undefined }
const limit = 5_000

/**
 * A bounded memory, one for the process: Next.js loads modules several times. The oldest leaves when
 * there are too many.
 */
export function openProcessMemory<Value>(name: string): ProcessMemory<Value> {
  const slot = Symbol.for(`jhi.${name}`)
  const open = () => {
    holder[slot] ??= new Map()
    return holder[slot]
  }
  return {
    find: (key) => (open().get(key) as Value | undefined) ?? null,
    keep(key, value) {
      const known = open()
      known.delete(key)
      known.set(key, value)
      for (const oldest of known.keys()) {
        if (known.size <= limit) break
        known.delete(oldest)
      }
    },
  }
}
