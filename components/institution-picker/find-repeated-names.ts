import type { Institution } from '@/lib/institutions/institution'

/** Names that more than one of these institutions has; such rows always show their ids. */
export function findRepeatedNames(institutions: readonly Institution[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const { name } of institutions) {
    const key = nameKey(name)
    if (seen.has(key)) repeated.add(key)
    seen.add(key)
  }
  return repeated
}

/** Two names that look the same to a person are the same name. */
export function nameKey(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase()
}
