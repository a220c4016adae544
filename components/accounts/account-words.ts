import type { Account } from './account'
import type { AccountStatus, AccountType } from './listed-accounts'

export const typeNames: Readonly<Record<AccountType, string>> = {
  checking: 'Checking',
  savings: 'Savings',
  loan: 'Loan',
  certificate: 'Certificate',
}

export const statusNames: Readonly<Record<AccountStatus, string>> = {
  open: 'Open',
  dormant: 'Dormant',
  closed: 'Closed',
}

/** How a status looks in a badge: the same in the list and on the account's page. */
export const statusTones = {
  open: 'success',
  dormant: 'warning',
  closed: 'neutral',
} as const satisfies Record<AccountStatus, string>

export const deliveryNames: Readonly<Record<Account['statementDelivery'], string>> = {
  paper: 'On paper',
  electronic: 'Electronic',
}

/** To people whose role has nothing to do with accounts. */
export const noPermissionTitle = "You can't see accounts here"
