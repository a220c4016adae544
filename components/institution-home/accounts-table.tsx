import { typeNames } from '@/components/accounts/account-words'
import type { ListedAccount } from '@/components/accounts/listed-accounts'
import { Money } from '@/components/accounts/money'
import { type DataColumn, DataTable } from '@/components/ui/data-table'

const columns: readonly DataColumn<ListedAccount>[] = [
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
export function AccountsTable({ accounts }: { accounts: readonly ListedAccount[] }) {
  return (
    <DataTable
      caption="Accounts"
      columns={columns}
      rows={accounts}
      rowKey={(account) => account.accountId}
    />
  )
}
