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
  const count = describeCount({ query, total })
  if (query === '' || first === undefined) return count
  const place = describePlace(first)
  const target = place === '' ? first.name : `${first.name}, ${place}`
  return `${count} Press Enter to open ${target}.`
}

/** The same without the key. */
export function describeCount({ query, total }: Pick<Results, 'query' | 'total'>): string {
  if (query !== '' && total === 0) return `No institutions match "${query}".`
  const count = `${formatCount(total)} ${total === 1 ? 'institution' : 'institutions'}`
  return query === '' ? count : `${count} ${total === 1 ? 'matches' : 'match'} "${query}".`
}
