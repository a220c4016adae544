import { formatCount } from '@/components/ui/count'
import { type AccountsLook, everyAccount, hasFilters, isNarrowed, pageSize } from './accounts-look'
import { describeSort, isSameSort } from './sort-words'

/** Which accounts were looked for, and how many there are. */
export interface AnsweredLook {
  readonly look: AccountsLook
  readonly total: number
}

/** The line over the table: "12 accounts match "cedar"." */
export function describeAccounts({ look, total }: AnsweredLook): string {
  if (!isNarrowed(look)) return total === 0 ? 'No accounts' : countAccounts(total)
  const found = total === 0 ? 'No accounts' : countAccounts(total)
  return `${found} ${total === 1 ? 'matches' : 'match'} ${describeNarrowing(look)}.`
}

/** The same for people who listen, with the place and the order that others see in the table. */
export function speakOfAccounts({ look, total }: AnsweredLook): string {
  const { sort, page } = look
  const pages = countPages(total)
  return [
    describeAccounts({ look, total }).replace(/\.$/, ''),
    ...(total > 0 && pages > 1 && page > 1 ? [`Page ${page} of ${pages}`] : []),
    ...(total > 1 && !isSameSort(sort, everyAccount.sort)
      ? [`Sorted by ${describeSort(sort)}`]
      : []),
  ].join('. ')
}

/** Where in the list a page stands: "51–100 of 312". */
export function describeRange({ look, total }: AnsweredLook): string {
  const first = (look.page - 1) * pageSize + 1
  const last = Math.min(look.page * pageSize, total)
  return `${formatCount(first)}–${formatCount(last)} of ${formatCount(total)}`
}

/** How many pages there are; at least one, be it empty. */
export function countPages(total: number): number {
  return Math.max(1, Math.ceil(total / pageSize))
}

function describeNarrowing(look: AccountsLook): string {
  return [
    ...(look.query === '' ? [] : [`"${look.query}"`]),
    ...(hasFilters(look) ? ['your filters'] : []),
  ].join(' and ')
}

function countAccounts(total: number): string {
  return `${formatCount(total)} ${total === 1 ? 'account' : 'accounts'}`
}
