import type { z } from 'zod'
import type { Permission } from '@/lib/resource-server/role-permissions'
import type {
  accountSchema,
  accountSummarySchema,
  availableBalanceSchema,
  listedAccountSchema,
} from './account-schemas'
import type { AccountRow } from './accounts-schema'

/** What a person may do, as far as it decides what is shown. */
export type Permissions = ReadonlySet<Permission>

/** An account as this person may see it in a list; what they may not see is null. */
export function toListedAccount(
  row: AccountRow,
  permissions: Permissions,
): z.input<typeof listedAccountSchema> {
  const { accountId, name, type, status, accountNumber, currency, openedOn, maturityOn } = row
  const balances = permissions.has('accounts.view-balances')
  return {
    accountId,
    name,
    type,
    status,
    maskedNumber: maskNumber(accountNumber),
    accountNumber: permissions.has('accounts.view-numbers') ? accountNumber : null,
    currency,
    currentBalanceCents: balances ? row.currentBalanceCents : null,
    availableBalanceCents: balances ? row.availableBalanceCents : null,
    openedOn,
    maturityOn,
  }
}

/** An account by itself. */
export function toAccount(
  row: AccountRow,
  permissions: Permissions,
): z.input<typeof accountSchema> {
  const { statementDelivery, officer, note, overdraftLimitCents } = row
  const { nextStatementOn, nextReviewOn, changedAt } = row
  return {
    ...toListedAccount(row, permissions),
    statementDelivery,
    officer,
    note,
    overdraftLimitCents,
    nextStatementOn,
    nextReviewOn,
    changedAt: changedAt.toISOString(),
    permissions: [...permissions],
  }
}

/** The account in a few words and figures. */
export function toSummary(
  row: AccountRow,
  permissions: Permissions,
): z.input<typeof accountSummarySchema> {
  const shown = toListedAccount(row, permissions)
  const { accountId, name, type, status, maskedNumber, currency, currentBalanceCents } = shown
  const { openedOn, maturityOn, nextStatementOn } = row
  return {
    ...{ accountId, name, type, status, maskedNumber, currency, currentBalanceCents },
    ...{ openedOn, maturityOn, nextStatementOn },
  }
}

/** What can be drawn; only for whom balances are. */
export function toAvailableBalance(
  { accountId, currency, availableBalanceCents, heldCents }: AccountRow,
  now: number,
): z.input<typeof availableBalanceSchema> {
  const asOf = new Date(now).toISOString()
  return { accountId, currency, availableBalanceCents, heldCents, asOf }
}

const maskNumber = (accountNumber: string) => `••${accountNumber.slice(-4)}`
