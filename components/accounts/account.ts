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
import { type ListedAccount, listedAccountShape } from './listed-accounts'

export const statementDeliveries = ['paper', 'electronic'] as const

/** All of an account that Account Services shows this person, and what they may do with it. */
export interface Account extends ListedAccount {
  readonly statementDelivery: (typeof statementDeliveries)[number]
  readonly officer: string | null
  readonly note: string | null
  readonly overdraftLimitCents: number
  readonly nextStatementOn: string
  readonly nextReviewOn: string | null
  /** ISO 8601. */
  readonly changedAt: string
  readonly permissions: readonly string[]
}

const accountShape: AnswerShape<Account> = {
  ...listedAccountShape,
  statementDelivery: isOneOf(statementDeliveries),
  officer: isNullOr(isText),
  note: isNullOr(isText),
  overdraftLimitCents: isWholeNumber,
  nextStatementOn: isDay,
  nextReviewOn: isNullOr(isDay),
  changedAt: isText,
  permissions: isListOf(isText),
}

/** Reads an answer from outside; null when it is not what we expect. */
export function parseAccount(body: unknown): Account | null {
  return hasShape(body, accountShape) ? body : null
}

/** What can be drawn from an account, and what of its balance is held back. */
export interface AvailableBalance {
  readonly currency: string
  readonly availableBalanceCents: number
  readonly heldCents: number
  /** ISO 8601. */
  readonly asOf: string
}

const balanceShape: AnswerShape<AvailableBalance> = {
  currency: listedAccountShape.currency,
  availableBalanceCents: isWholeNumber,
  heldCents: isWholeNumber,
  asOf: isText,
}

/** Reads an answer from outside; null when it is not what we expect. */
export function parseAvailableBalance(body: unknown): AvailableBalance | null {
  return hasShape(body, balanceShape) ? body : null
}
