import type { Institution } from '@/lib/institutions/institution'

/** "Monett, MO", as much of it as is known; an empty string when nothing is. */
export function describePlace({ city, state }: Pick<Institution, 'city' | 'state'>): string {
  return [city, state].filter(Boolean).join(', ')
}
