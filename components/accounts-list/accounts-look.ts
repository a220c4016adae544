import {
  type AccountStatus,
  type AccountType,
  accountStatuses,
  accountTypes,
} from '@/components/accounts/listed-accounts'
import { institutionHref } from '@/components/institution/institution-href'

/** What accounts can be sorted by, as the API names it. */
export const sortFields = [
  'name',
  'type',
  'status',
  'openedOn',
  'maturityOn',
  'currentBalanceCents',
] as const

export type SortField = (typeof sortFields)[number]

/** In which order accounts stand. */
export interface AccountsSort {
  readonly by: SortField
  readonly direction: 'ascending' | 'descending'
}

/** Which accounts are looked at, in which order, and which page of them. The page's address is made of it. */
export interface AccountsLook {
  /** As {@link toAccountsQuery} makes it. */
  readonly query: string
  readonly type: AccountType | null
  readonly status: AccountStatus | null
  readonly sort: AccountsSort
  /** From 1. */
  readonly page: number
}

/** All accounts, A to Z, from the first. */
export const everyAccount: AccountsLook = {
  query: '',
  type: null,
  status: null,
  sort: { by: 'name', direction: 'ascending' },
  page: 1,
}

/** How many accounts a page has. */
export const pageSize = 50

const longestQuery = 100
/** The API skips no more than a million accounts. */
const lastPage = 20_000

/** Reads an address. What is unknown or malformed there counts as absent: a link never fails by it. */
export function parseAccountsLook(parameters: Pick<URLSearchParams, 'get'>): AccountsLook {
  return {
    query: toAccountsQuery(parameters.get('q') ?? ''),
    type: accountTypes.find((type) => type === parameters.get('type')) ?? null,
    status: accountStatuses.find((status) => status === parameters.get('status')) ?? null,
    sort: parseSort(parameters.get('sort') ?? '') ?? everyAccount.sort,
    page: parsePage(parameters.get('page') ?? ''),
  }
}

/** Where accounts are looked at like this; what is as always is left out. */
export function accountsHref(institutionId: string, look: AccountsLook = everyAccount): string {
  const { query, type, status, sort, page } = look
  const search = new URLSearchParams()
  if (query !== '') search.set('q', query)
  if (type !== null) search.set('type', type)
  if (status !== null) search.set('status', status)
  const order = formatSort(sort)
  if (order !== formatSort(everyAccount.sort)) search.set('sort', order)
  if (page !== 1) search.set('page', String(page))
  const text = search.toString()
  return institutionHref(institutionId, text === '' ? 'accounts' : `accounts?${text}`)
}

/** What somebody typed or pasted, as the API takes it: on one line, and not too long. */
export function toAccountsQuery(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim()
  // A character that is cut in half is none.
  return line
    .slice(0, longestQuery)
    .replace(/\p{Cs}$/u, '')
    .trim()
}

/** Whether it is not all accounts that are looked for. */
export function isNarrowed({ query, type, status }: AccountsLook): boolean {
  return query !== '' || hasFilters({ type, status })
}

/** Whether a type or a status is chosen. */
export function hasFilters({ type, status }: Pick<AccountsLook, 'type' | 'status'>): boolean {
  return type !== null || status !== null
}

/** A minus before the field is the way down: "-currentBalanceCents". */
export function formatSort({ by, direction }: AccountsSort): string {
  return direction === 'descending' ? `-${by}` : by
}

/** Reads {@link formatSort}; null for what is no order. */
export function parseSort(text: string): AccountsSort | null {
  const by = sortFields.find((field) => field === text.replace(/^-/, ''))
  if (by === undefined) return null
  return { by, direction: text.startsWith('-') ? 'descending' : 'ascending' }
}

function parsePage(text: string): number {
  const page = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 1
  return page <= lastPage ? page : 1
}
