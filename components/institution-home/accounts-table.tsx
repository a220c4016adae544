import clsx from 'clsx'
import { type DataColumn, DataTable } from '@/components/ui/data-table'
import type { Account } from './accounts-answer'
import { formatCents } from './format-cents'

const typeNames: Record<Account['type'], string> = {
  checking: 'Checking',
  savings: 'Savings',
  loan: 'Loan',
  certificate: 'Certificate',
}

const columns: readonly DataColumn<Account>[] = [
  {
    header: 'Account',
    cell: (account) => (
      <>
        {account.name}
        <span className="block font-mono font-normal text-text-muted sm:hidden print:hidden">
          {account.maskedNumber}
        </span>
      </>
    ),
  },
  {
    header: 'Number',
    wideOnly: true,
    cell: (account) => <span className="font-mono">{account.maskedNumber}</span>,
  },
  { header: 'Type', cell: (account) => typeNames[account.type], wideOnly: true },
  {
    header: 'Available',
    align: 'end',
    wideOnly: true,
    cell: (account) => <Money cents={account.availableBalanceCents} currency={account.currency} />,
  },
  {
    header: 'Balance',
    align: 'end',
    cell: (account) => <Money cents={account.currentBalanceCents} currency={account.currency} />,
  },
]

/** Accounts with masked numbers; money stands at the end of the row, so digits line up. */
export function AccountsTable({ accounts }: { accounts: readonly Account[] }) {
  return (
    <DataTable
      caption="Accounts"
      columns={columns}
      rows={accounts}
      rowKey={(account) => account.accountId}
    />
  )
}

/** Money, or that this person may not see it: an empty cell would look like none. */
function Money({ cents, currency }: { cents: number | null; currency: string }) {
  if (cents === null) return <span className="text-text-muted">Not permitted</span>
  return <span className={clsx(cents < 0 && 'text-danger')}>{formatCents(cents, currency)}</span>
}
