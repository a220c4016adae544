import { type AccountsSort, formatSort, type SortField } from './accounts-look'

/** What the columns are called. */
export const columnNames: Readonly<Record<SortField, string>> = {
  name: 'Account',
  type: 'Type',
  status: 'Status',
  openedOn: 'Opened',
  maturityOn: 'Matures',
  currentBalanceCents: 'Balance',
}

const ends: Readonly<Record<SortField, readonly [ascending: string, descending: string]>> = {
  name: ['A to Z', 'Z to A'],
  type: ['A to Z', 'Z to A'],
  status: ['A to Z', 'Z to A'],
  openedOn: ['oldest first', 'newest first'],
  maturityOn: ['soonest first', 'latest first'],
  currentBalanceCents: ['lowest first', 'highest first'],
}

/** An order in words: "Balance, highest first". */
export function describeSort({ by, direction }: AccountsSort): string {
  return `${columnNames[by]}, ${ends[by][direction === 'ascending' ? 0 : 1]}`
}

/** The order that a press on a column's header asks for: the other way if it is sorted by that already. */
export function sortByColumn(by: SortField, now: AccountsSort): AccountsSort {
  const isReversed = now.by === by && now.direction === 'ascending'
  return { by, direction: isReversed ? 'descending' : 'ascending' }
}

/** Whether both are the same order. */
export function isSameSort(one: AccountsSort, other: AccountsSort): boolean {
  return formatSort(one) === formatSort(other)
}
