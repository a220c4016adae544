import { describePlace } from '@/components/institution/describe-place'
import type { useInstitutionSearch } from '@/components/institution-search/use-institution-search'
import { formatCount } from '@/components/ui/count'

type Search = Pick<
  ReturnType<typeof useInstitutionSearch>,
  'answer' | 'problem' | 'isOffline' | 'isWaiting'
>

/** One line over the list: how many there are, what Enter opens, or why there is nothing. */
export function describeSwitcherStatus({ answer, problem, isOffline, isWaiting }: Search): string {
  if (isOffline) return "You're offline. We'll load your institutions when you're back."
  if (problem) return "We couldn't load your institutions."
  if (answer === null) return isWaiting ? 'Loading institutions…' : ''
  const { query, total, institutions, partial } = answer
  const [first] = institutions
  if (first === undefined) return query === '' ? '' : `No institutions match "${query}".`
  if (query === '') {
    const some = institutions.length < total ? `First ${institutions.length} of ` : ''
    return `${some}${formatCount(total)} ${partial ? 'loaded' : 'institutions'}`
  }
  const count = total === 1 ? '1 institution matches' : `${formatCount(total)} institutions match`
  const place = describePlace(first)
  return `${count}. Enter opens ${place === '' ? first.name : `${first.name}, ${place}`}.`
}
