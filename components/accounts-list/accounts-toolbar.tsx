import type { KeyboardEvent, RefObject } from 'react'
import { statusNames, typeNames } from '@/components/accounts/account-words'
import { accountStatuses, accountTypes } from '@/components/accounts/listed-accounts'
import { SearchField } from '@/components/ui/search-field'
import { type AccountsLook, formatSort, parseSort, sortFields } from './accounts-look'
import { ChoiceField } from './choice-field'
import { describeSort } from './sort-words'

interface AccountsToolbarProps {
  fieldRef: RefObject<HTMLInputElement | null>
  look: AccountsLook
  /** Balances are shown, so they can be sorted by. */
  hasBalances: boolean
  /** Numbers are shown in full, so they are searched in full. */
  hasNumbers: boolean
  onTextChange: (text: string) => void
  /** Enter: what is typed is looked for already, and now at once. */
  onSubmit: () => void
  /** Escape. */
  onClear: () => void
  onChoose: (change: Partial<AccountsLook>) => void
}

/** What to look for: a search, and choices beside it. The order has a choice where the table has no room. */
export function AccountsToolbar({
  fieldRef,
  look,
  hasBalances,
  hasNumbers,
  onTextChange,
  onSubmit,
  onClear,
  onChoose,
}: AccountsToolbarProps) {
  function answerKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Escape' || event.currentTarget.value === '') return
    event.preventDefault()
    onClear()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not a form, and Enter has to do no harm
    <form
      role="search"
      aria-label="Accounts"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
      className="grid grid-cols-2 items-start gap-3 md:grid-cols-[minmax(0,1fr)_11rem_11rem] print:hidden noscript:hidden"
    >
      <div className="col-span-2 md:col-span-1">
        <SearchField
          ref={fieldRef}
          id="accounts-search"
          label="Search accounts"
          hint={
            hasNumbers
              ? 'Name, officer, account ID, or digits of the account number'
              : 'Name, officer, account ID, or the last four digits'
          }
          defaultValue={look.query}
          onChange={(event) => onTextChange(event.currentTarget.value)}
          onKeyDown={answerKey}
        />
      </div>
      <ChoiceField
        id="accounts-type"
        label="Type"
        value={look.type ?? ''}
        onChange={(value) =>
          onChoose({ type: accountTypes.find((type) => type === value) ?? null })
        }
      >
        <option value="">All types</option>
        {accountTypes.map((type) => (
          <option key={type} value={type}>
            {typeNames[type]}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField
        id="accounts-status"
        label="Status"
        value={look.status ?? ''}
        onChange={(value) =>
          onChoose({ status: accountStatuses.find((status) => status === value) ?? null })
        }
      >
        <option value="">All statuses</option>
        {accountStatuses.map((status) => (
          <option key={status} value={status}>
            {statusNames[status]}
          </option>
        ))}
      </ChoiceField>
      <div className="col-span-2 md:col-span-1 lg:hidden">
        <ChoiceField
          id="accounts-sort"
          label="Sort by"
          value={formatSort(look.sort)}
          onChange={(value) => {
            const sort = parseSort(value)
            if (sort !== null) onChoose({ sort })
          }}
        >
          {sortFields
            .filter((by) => hasBalances || by !== 'currentBalanceCents')
            .flatMap((by) => [
              { by, direction: 'ascending' as const },
              { by, direction: 'descending' as const },
            ])
            .map((sort) => (
              <option key={formatSort(sort)} value={formatSort(sort)}>
                {describeSort(sort)}
              </option>
            ))}
        </ChoiceField>
      </div>
    </form>
  )
}
