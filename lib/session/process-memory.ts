import 'server-only'

/** Keeps values by key for a while, for the whole process. */
export interface ProcessMemory<Value> {
  find(key: string): Value | null
  keep(key: string, value: Value): void
  forget(key: string): void
}

interface Kept {
  readonly value: unknown
  readonly usedAt: number
}

const holder = globalThis as { [key: symbol]: Map<string, Kept> | undefined }
const limit = 5_000
const unusedMilliseconds = 5 * 60_000

/**
 * A bounded memory, one for the process: Next.js loads modules several times. What was not used for
 * five minutes leaves, and the least used when there are too many.
 */
export function openProcessMemory<Value>(name: string): ProcessMemory<Value> {
  const slot = Symbol.for(`jhi.${name}`)
  const known = holder[slot] ?? new Map<string, Kept>()
  if (holder[slot] === undefined) {
    holder[slot] = known
    setInterval(() => forgetUnused(known), 60_000).unref()
  }
  const keep = (key: string, value: Value) => {
    // Last in the map is who was used last.
    known.delete(key)
    known.set(key, { value, usedAt: performance.now() })
  }
  return {
    find(key) {
      const kept = known.get(key)
      if (kept === undefined) return null
      keep(key, kept.value as Value)
      return kept.value as Value
    },
    keep(key, value) {
      keep(key, value)
      for (const oldest of known.keys()) {
        if (known.size <= limit) break
        known.delete(oldest)
      }
    },
    forget: (key) => known.delete(key),
  }
}

function forgetUnused(known: Map<string, Kept>): void {
  for (const [key, { usedAt }] of known) {
    if (performance.now() - usedAt < unusedMilliseconds) return
    known.delete(key)
  }
}
