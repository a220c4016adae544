import {
  type AnswerShape,
  hasShape,
  isDay,
  isListOf,
  isNullOr,
  isOneOf,
  isText,
  isWholeNumber,
} from '@/components/requests/answer-shape'

export const accountTypes = ['checking', 'savings', 'loan', 'certificate'] as const
export const accountStatuses = ['open', 'dormant', 'closed'] as const

export type AccountType = (typeof accountTypes)[number]
export type AccountStatus = (typeof accountStatuses)[number]

/** A customer's account in a list of Account Services. Money is in whole cents; what is withheld is null. */
export interface ListedAccount {
  readonly accountId: string
  readonly name: string
  readonly type: AccountType
  readonly status: AccountStatus
  readonly maskedNumber: string
  readonly accountNumber: string | null
  readonly currency: string
  readonly currentBalanceCents: number | null
  readonly availableBalanceCents: number | null
  readonly openedOn: string
  readonly maturityOn: string | null
}

/** Some of the accounts that match, how many do, and what this person may do here. */
export interface AccountList {
  readonly accounts: readonly ListedAccount[]
  readonly total: number
  readonly permissions: readonly string[]
}

const isCurrency = (value: unknown): value is string => isText(value) && /^[A-Z]{3}$/.test(value)

export const listedAccountShape: AnswerShape<ListedAccount> = {
  accountId: isText,
  name: isText,
  type: isOneOf(accountTypes),
  status: isOneOf(accountStatuses),
  maskedNumber: isText,
  accountNumber: isNullOr(isText),
  currency: isCurrency,
  currentBalanceCents: isNullOr(isWholeNumber),
  availableBalanceCents: isNullOr(isWholeNumber),
  openedOn: isDay,
  maturityOn: isNullOr(isDay),
}

const isListedAccount = (value: unknown): value is ListedAccount =>
  hasShape(value, listedAccountShape)

const listShape: AnswerShape<AccountList> = {
  accounts: isListOf(isListedAccount),
  total: isWholeNumber,
  permissions: isListOf(isText),
}

/** Reads an answer from outside; null when it is not what we expect, rather than a table of holes. */
export function parseAccountList(body: unknown): AccountList | null {
  return hasShape(body, listShape) && body.total >= body.accounts.length ? body : null
}
