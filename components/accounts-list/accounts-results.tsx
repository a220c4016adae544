import type { Ref } from 'react'
import { AccountsProblem } from '@/components/accounts/accounts-problem'
import { NoPermission } from '@/components/accounts/no-permission'
import type { RequestProblem } from '@/components/requests/request-problem'
import type { Institution } from '@/lib/institutions/institution'
import { AccountPages } from './account-pages'
import { type AccountsLook, type AccountsSort, accountsHref } from './accounts-look'
import { AccountsTable } from './accounts-table'
import { NoAccounts } from './no-accounts'
import type { AnsweredAccounts } from './use-account-list'
import { WithheldNote } from './withheld-note'

interface AccountsResultsProps {
  institution: Pick<Institution, 'institutionId' | 'name'>
  /** What is looked at; `answer` may be that of before. */
  look: AccountsLook
  answer: AnsweredAccounts | null
  problem: RequestProblem | null
  /** The person's role has nothing to do with accounts. */
  isForbidden: boolean
  hasBalances: boolean
  /** Another answer is on its way. */
  isOld: boolean
  tableRef: Ref<HTMLDivElement>
  onTryAgain: () => void
  onSort: (sort: AccountsSort) => void
  onPage: (page: number) => void
  onClear: () => void
}

/** What came of looking: accounts, none, or why not. */
export function AccountsResults({
  institution: { institutionId, name },
  look,
  answer,
  problem,
  isForbidden,
  hasBalances,
  isOld,
  tableRef,
  onTryAgain,
  onSort,
  onPage,
  onClear,
}: AccountsResultsProps) {
  if (isForbidden) return <NoPermission institutionId={institutionId} institutionName={name} />
  return (
    <>
      {problem ? (
        <AccountsProblem
          problem={problem}
          institutionId={institutionId}
          returnTo={accountsHref(institutionId, look)}
          onTryAgain={onTryAgain}
        />
      ) : null}
      {answer && !hasBalances ? <WithheldNote institutionName={name} /> : null}
      {answer === null ? null : answer.accounts.length === 0 ? (
        <NoAccounts look={answer.look} institutionName={name} onClear={onClear} />
      ) : (
        <>
          <AccountsTable
            ref={tableRef}
            institutionId={institutionId}
            answer={answer}
            sort={look.sort}
            hasBalances={hasBalances}
            isBusy={isOld}
            onSort={onSort}
          />
          <AccountPages institutionId={institutionId} answered={answer} onPage={onPage} />
        </>
      )}
    </>
  )
}
