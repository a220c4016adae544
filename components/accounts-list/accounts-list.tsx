'use client'

import { useEffect, useRef } from 'react'
import { AccountsProblem } from '@/components/accounts/accounts-problem'
import { NoPermission, noPermissionTitle } from '@/components/accounts/no-permission'
import { toRequestProblem } from '@/components/requests/request-problem'
import type { Institution } from '@/lib/institutions/institution'
import { AccountPages } from './account-pages'
import { type AccountsLook, accountsHref } from './accounts-look'
import { AccountsSkeleton } from './accounts-skeleton'
import { AccountsStatus } from './accounts-status'
import { AccountsTable } from './accounts-table'
import { AccountsToolbar } from './accounts-toolbar'
import { correctLook } from './correct-look'
import { NoAccounts } from './no-accounts'
import { useAccountList } from './use-account-list'
import type { ChangeLook } from './use-accounts-look'
import { useTypedQuery } from './use-typed-query'
import { WithheldNote } from './withheld-note'

interface AccountsListProps {
  institution: Pick<Institution, 'institutionId' | 'name'>
  /** The person's id at the provider: the API serves the accounts that this person may see. */
  subject: string
  look: AccountsLook
  onChangeLook: ChangeLook
}

/** The accounts that are looked at, and the controls to look at others. */
export function AccountsList({ institution, subject, look, onChangeLook }: AccountsListProps) {
  const { institutionId, name } = institution
  const call = useAccountList({ institutionId, subject }, look)
  const typed = useTypedQuery(look.query, (query) => onChangeLook({ query, page: 1 }, 'replace'))
  const tableRef = useRef<HTMLDivElement>(null)
  const pageTurnedTo = useRef<number | null>(null)

  const answer = call.data ?? null
  const isOld = call.isPlaceholderData
  const problem = call.error && toRequestProblem(call.error)
  const correction = correctLook({ look, answer: isOld ? null : answer, problem })
  const hasBalances = answer?.permissions.includes('accounts.view-balances') ?? false
  const hasNumbers = answer?.permissions.includes('accounts.view-numbers') ?? false

  useEffect(() => {
    if (correction !== null) onChangeLook(correction, 'replace')
  })

  useEffect(() => {
    if (isOld || answer === null || pageTurnedTo.current !== answer.look.page) return
    pageTurnedTo.current = null
    tableRef.current?.focus({ preventScroll: true })
    tableRef.current?.scrollIntoView({ block: 'start' })
  }, [isOld, answer])

  function choose(change: Partial<AccountsLook>) {
    onChangeLook({ query: typed.takeAlong(), page: 1, ...change }, 'push')
  }

  function clear() {
    typed.clear()
    onChangeLook({ query: '', type: null, status: null, page: 1 }, 'push')
  }

  const isForbidden = problem?.missingPermission === 'accounts.view'
  const isShown = answer !== null && !isForbidden && (correction === null || isOld)
  return (
    <div className="flex flex-col gap-4">
      <noscript>The list of accounts needs JavaScript.</noscript>
      {isForbidden || problem?.code === 'insufficient_scope' ? null : (
        <AccountsToolbar
          fieldRef={typed.fieldRef}
          look={look}
          hasBalances={hasBalances}
          hasNumbers={hasNumbers}
          onTextChange={typed.setText}
          onSubmit={typed.hurry}
          onClear={() => {
            typed.clear()
            onChangeLook({ query: '', page: 1 }, 'replace')
          }}
          onChoose={choose}
        />
      )}
      <AccountsStatus
        wanted={typed.wanted}
        isWaiting={(call.isFetching && (isOld || answer === null)) || correction !== null}
        isOffline={call.fetchStatus === 'paused'}
        answered={isShown ? answer : null}
        refusal={isForbidden ? noPermissionTitle : null}
      />
      {isForbidden ? (
        <NoPermission institutionId={institutionId} institutionName={name} />
      ) : problem && correction === null ? (
        <AccountsProblem
          problem={problem}
          institutionId={institutionId}
          returnTo={accountsHref(institutionId, look)}
          onTryAgain={() => void call.refetch()}
        />
      ) : null}
      {isShown && !hasBalances ? <WithheldNote institutionName={name} /> : null}
      {isShown && answer.accounts.length > 0 ? (
        <>
          <AccountsTable
            ref={tableRef}
            institutionId={institutionId}
            answer={answer}
            sort={look.sort}
            hasBalances={hasBalances}
            isBusy={isOld}
            onSort={(sort) => choose({ sort })}
          />
          <AccountPages
            institutionId={institutionId}
            answered={answer}
            onPage={(page) => {
              pageTurnedTo.current = page
              onChangeLook({ page }, 'push')
            }}
          />
        </>
      ) : isShown ? (
        <NoAccounts look={answer.look} institutionName={name} onClear={clear} />
      ) : problem && correction === null ? null : (
        <AccountsSkeleton />
      )}
    </div>
  )
}
