import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type AccountsLook, hasFilters, isNarrowed } from './accounts-look'
import { describeAccounts } from './describe-accounts'

interface NoAccountsProps {
  look: AccountsLook
  institutionName: string
  onClear: () => void
}

/** There is nothing to show: because of what was looked for, or at all. */
export function NoAccounts({ look, institutionName, onClear }: NoAccountsProps) {
  if (!isNarrowed(look)) {
    return (
      <EmptyState title="No accounts here yet">
        Accounts of {institutionName} are listed here as soon as there are any.
      </EmptyState>
    )
  }
  const what = [look.query !== '' && 'search', hasFilters(look) && 'filters'].filter(Boolean)
  return (
    <EmptyState
      title={describeAccounts({ look, total: 0 })}
      actions={<Button onClick={onClear}>Clear {what.join(' and ')}</Button>}
    >
      {look.query === ''
        ? 'Choose another type or status to see more.'
        : 'Check the spelling, or search by the last four digits of the number.'}
    </EmptyState>
  )
}
