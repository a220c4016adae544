import type { Institution } from '@/lib/institutions/institution'

/** Names that more than one of these institutions has; such rows always show their ids. */
export function findRepeatedNames(
  ...lists: readonly (readonly Institution[])[]
): ReadonlySet<string> {
  const idOf = new Map<string, string>()
  const repeated = new Set<string>()
  for (const { institutionId, name } of lists.flat()) {
    const key = nameKey(name)
    const known = idOf.get(key)
    if (known !== undefined && known !== institutionId) repeated.add(key)
    idOf.set(key, institutionId)
  }
  return repeated
}

/** Two names that look the same to a person are the same name. */
export function nameKey(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase()
}
