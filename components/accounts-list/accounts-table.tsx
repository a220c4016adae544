import { type Ref, useEffect } from 'react'
import { statusNames, statusTones, typeNames } from '@/components/accounts/account-words'
import { formatDay } from '@/components/accounts/format-day'
import type { ListedAccount } from '@/components/accounts/listed-accounts'
import { Money } from '@/components/accounts/money'
import { institutionHref } from '@/components/institution/institution-href'
import { Badge } from '@/components/ui/badge'
import { type DataColumn, DataTable } from '@/components/ui/data-table'
import { HighlightedText } from '@/components/ui/highlighted-text'
import { SortButton } from '@/components/ui/sort-button'
import type { AccountsSort, SortField } from './accounts-look'
import { keepPlace, returnToKeptPlace } from './kept-place'
import { columnNames, sortByColumn } from './sort-words'
import type { AnsweredAccounts } from './use-account-list'

interface AccountsTableProps {
  ref: Ref<HTMLDivElement>
  institutionId: string
  answer: AnsweredAccounts
  /** The order that was asked for last; its rows may be on their way. */
  sort: AccountsSort
  hasBalances: boolean
  isBusy: boolean
  onSort: (sort: AccountsSort) => void
}

/** A page of accounts; each leads to its own page. */
export function AccountsTable({
  ref,
  institutionId,
  answer: { accounts, look },
  sort,
  hasBalances,
  isBusy,
  onSort,
}: AccountsTableProps) {
  useEffect(returnToKeptPlace, [])

  const sortable = (by: SortField, align: 'start' | 'end' = 'start') => {
    const sorted = sort.by === by ? sort.direction : undefined
    const header = columnNames[by]
    const headerControl = (
      <SortButton sorted={sorted} align={align} onSort={() => onSort(sortByColumn(by, sort))}>
        {header}
      </SortButton>
    )
    return { header, headerControl, sorted, align }
  }
  const columns: DataColumn<ListedAccount>[] = [
    {
      ...sortable('name'),
      cell: (account) => (
        <AccountCell institutionId={institutionId} account={account} query={look.query} />
      ),
    },
    {
      header: 'Number',
      wideOnly: true,
      cell: (account) => (
        <span className="whitespace-nowrap font-mono">
          <HighlightedText text={shownNumber(account)} query={look.query} />
        </span>
      ),
    },
    { ...sortable('type'), wideOnly: true, cell: ({ type }) => typeNames[type] },
    { ...sortable('status'), wideOnly: true, cell: (account) => <Status of={account} /> },
    { ...sortable('openedOn'), widestOnly: true, cell: ({ openedOn }) => <Day day={openedOn} /> },
    {
      ...sortable('maturityOn'),
      widestOnly: true,
      cell: ({ maturityOn }) => <Day day={maturityOn} />,
    },
    {
      ...(hasBalances
        ? sortable('currentBalanceCents', 'end')
        : { header: columnNames.currentBalanceCents, align: 'end' }),
      cell: ({ currentBalanceCents, currency }) => (
        <Money cents={currentBalanceCents} currency={currency} />
      ),
    },
  ]
  return (
    <DataTable
      ref={ref}
      caption="Accounts"
      columns={columns}
      rows={accounts}
      rowKey={(account) => account.accountId}
      isBusy={isBusy}
    />
  )
}

interface AccountCellProps {
  institutionId: string
  account: ListedAccount
  query: string
}

/** The link fills the cell. What other columns say stands under it where they have no room. */
function AccountCell({ institutionId, account, query }: AccountCellProps) {
  const { accountId, name, type, status } = account
  return (
    <div className="relative -mx-3 -my-2 px-3 py-2">
      <a
        href={institutionHref(institutionId, `accounts/${encodeURIComponent(accountId)}`)}
        onClick={keepPlace}
        className="wrap-anywhere text-link no-underline after:absolute after:inset-0 hover:underline"
      >
        <HighlightedText text={name} query={query} />
      </a>
      <span className="mt-0.5 flex flex-wrap items-center gap-x-2 font-normal text-text-muted sm:hidden print:hidden">
        <span className="font-mono">
          <HighlightedText text={shownNumber(account)} query={query} />
        </span>
        {typeNames[type]}
        {status === 'open' ? null : <Status of={account} />}
      </span>
    </div>
  )
}

/** Most accounts are open, so the others stand out. */
function Status({ of: { status } }: { of: ListedAccount }) {
  if (status === 'open') return statusNames.open
  return <Badge tone={statusTones[status]}>{statusNames[status]}</Badge>
}

function Day({ day }: { day: string | null }) {
  if (day === null) {
    return (
      <>
        <span aria-hidden="true" className="text-text-muted">
          –
        </span>
        <span className="sr-only">None</span>
      </>
    )
  }
  return (
    <time dateTime={day} className="whitespace-nowrap tabular-nums">
      {formatDay(day)}
    </time>
  )
}

function shownNumber({ accountNumber, maskedNumber }: ListedAccount): string {
  return accountNumber ?? maskedNumber
}
