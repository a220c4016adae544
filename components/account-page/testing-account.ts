import type { Account } from '@/components/accounts/account'

/** An account as the service answers it, for somebody who may do everything. */
export const madeUpAccount: Account = {
  accountId: '00112233445566aa',
  name: 'Household checking',
  type: 'checking',
  status: 'open',
  maskedNumber: '••4021',
  accountNumber: '1200344021',
  currency: 'USD',
  currentBalanceCents: 125_000,
  availableBalanceCents: 120_000,
  openedOn: '2019-03-04',
  maturityOn: null,
  statementDelivery: 'paper',
  officer: 'Ruth Abara',
  note: null,
  overdraftLimitCents: 50_000,
  nextStatementOn: '2026-12-01',
  nextReviewOn: null,
  changedAt: '2026-01-05T12:00:00.000Z',
  permissions: [
    'accounts.view',
    'accounts.view-balances',
    'accounts.view-numbers',
    'accounts.change-dates',
    'accounts.change-details',
  ],
}
