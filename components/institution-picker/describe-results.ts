import { describePlace } from '@/components/institution/describe-place'
import { formatCount } from '@/components/ui/count'
import type { Institution } from '@/lib/institutions/institution'

interface Results {
  query: string
  total: number
  first: Institution | undefined
}

/** The status line: how many there are and, while searching, what Enter opens. */
export function describeResults({ query, total, first }: Results): string {
  const count = `${formatCount(total)} ${total === 1 ? 'institution' : 'institutions'}`
  if (query === '') return count
  if (first === undefined) return `No institutions match "${query}".`
  const place = describePlace(first)
  const target = place === '' ? first.name : `${first.name}, ${place}`
  return `${count} ${total === 1 ? 'matches' : 'match'} "${query}". Press Enter to open ${target}.`
}
