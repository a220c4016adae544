'use client'

import { lazy, Suspense, useEffect, useRef } from 'react'
import { noPermissionTitle } from '@/components/accounts/account-words'
import { toRequestProblem } from '@/components/requests/request-problem'
import type { Institution } from '@/lib/institutions/institution'
import type { AccountsLook } from './accounts-look'
import { AccountsSkeleton } from './accounts-skeleton'
import { AccountsStatus } from './accounts-status'
import { AccountsToolbar } from './accounts-toolbar'
import { correctLook } from './correct-look'
import { useAccountList } from './use-account-list'
import type { ChangeLook } from './use-accounts-look'
import { useTypedQuery } from './use-typed-query'

const loadResults = () => import('./accounts-results')

/** Not of the first load: nothing of it can be shown before the first answer, and it comes with that. */
const AccountsResults = lazy(() =>
  loadResults().then((results) => ({ default: results.AccountsResults })),
)

interface AccountsListProps {
  institution: Pick<Institution, 'institutionId' | 'name'>
  /** The person's id at the provider: the API serves the accounts that this person may see. */
  subject: string
  look: AccountsLook
  onChangeLook: ChangeLook
}

/** The accounts that are looked at, and the controls to look at others. */
export function AccountsList({ institution, subject, look, onChangeLook }: AccountsListProps) {
  const { institutionId } = institution
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
    // What does not come now is asked for again when it is to be shown.
    loadResults().catch(() => undefined)
  }, [])

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

  function turnTo(page: number) {
    pageTurnedTo.current = page
    onChangeLook({ page }, 'push')
  }

  const isRefused = problem !== null && correction === null
  const isForbidden = problem?.missingPermission === 'accounts.view'
  const hasToolbar = !isForbidden && problem?.code !== 'insufficient_scope'
  const isShown = answer !== null && !isForbidden && (correction === null || isOld)
  return (
    <div className="flex flex-col gap-4">
      <noscript>
        <p>The list of accounts needs JavaScript.</p>
      </noscript>
      {hasToolbar ? (
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
      ) : null}
      <AccountsStatus
        wanted={typed.wanted}
        isWaiting={(call.isFetching && (isOld || answer === null)) || correction !== null}
        isOffline={call.fetchStatus === 'paused'}
        answered={isShown ? answer : null}
        refusal={isForbidden ? noPermissionTitle : null}
        isHidden={!hasToolbar}
      />
      {isShown || isRefused ? (
        <Suspense fallback={<AccountsSkeleton />}>
          <AccountsResults
            institution={institution}
            look={look}
            answer={isShown ? answer : null}
            problem={isRefused ? problem : null}
            isForbidden={isForbidden}
            hasBalances={hasBalances}
            isOld={isOld}
            tableRef={tableRef}
            onTryAgain={() => void call.refetch()}
            onSort={(sort) => choose({ sort })}
            onPage={turnTo}
            onClear={clear}
          />
        </Suspense>
      ) : (
        <AccountsSkeleton />
      )}
    </div>
  )
}
