'use client'

import { ArrowLeft } from 'lucide-react'
import { useEffect } from 'react'
import { writeScope } from '@/components/accounts/account-scopes'
import { statusNames, typeNames } from '@/components/accounts/account-words'
import { AccountsProblem } from '@/components/accounts/accounts-problem'
import { NoPermission } from '@/components/accounts/no-permission'
import { institutionHref } from '@/components/institution/institution-href'
import { toRequestProblem } from '@/components/requests/request-problem'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { AccountCard } from './account-card'
import { BalanceCard } from './balance-card'
import { EditCard } from './edit-card'
import { editedParts } from './edited-fields'
import { MissingScope } from './missing-scope'
import { type AccountPlace, useAccount, type VersionedAccount } from './use-account'

export interface AccountPageProps {
  institution: { readonly institutionId: string; readonly name: string }
  /** The person's id at the provider. */
  subject: string
  accountId: string
  /** What the access to the institution may do, and what else may be asked for. */
  scopes: { readonly granted: readonly string[]; readonly requestable: readonly string[] }
  /** The part that begins with its form open. */
  editing: string | null
}

/** An account: what it is, what can be drawn, and what this person may change of it. */
export function AccountPage(props: AccountPageProps) {
  const { institution, subject, accountId } = props
  const { institutionId } = institution
  const place: AccountPlace = { institutionId, subject, accountId }
  const { call, send, reload } = useAccount(place)
  const listHref = institutionHref(institutionId, 'accounts')
  const name = call.data?.account.name

  useEffect(() => {
    if (name !== undefined) document.title = `${institution.name} · ${name}`
  }, [name, institution.name])

  return (
    <>
      <p className="mb-3 text-small print:hidden">
        <a href={listHref} className="inline-link inline-flex min-h-6 items-center gap-1.5">
          <ArrowLeft aria-hidden="true" className="size-4" />
          All accounts
        </a>
      </p>
      {call.data ? (
        <LoadedAccount {...props} place={place} current={call.data} send={send} reload={reload} />
      ) : call.isError ? (
        <AccountProblem
          error={call.error}
          institution={institution}
          listHref={listHref}
          onTryAgain={() => void call.refetch()}
        />
      ) : (
        <LoadingAccount />
      )}
    </>
  )
}

interface LoadedAccountProps
  extends AccountPageProps,
    Pick<ReturnType<typeof useAccount>, 'send' | 'reload'> {
  place: AccountPlace
  current: VersionedAccount
}

function LoadedAccount({
  institution,
  place,
  scopes,
  editing,
  current,
  send,
  reload,
}: LoadedAccountProps) {
  const { account } = current
  const hasScope = scopes.granted.includes(writeScope)
  const changeable = editedParts.filter(({ permission }) =>
    account.permissions.includes(permission),
  )
  const [firstPart] = changeable
  const path = institutionHref(institution.institutionId, `accounts/${account.accountId}`)
  return (
    <>
      <PageHeader
        title={account.name}
        lead={
          <span className="inline-flex flex-wrap items-center gap-x-2">
            {typeNames[account.type]}
            <span className="font-mono">{account.maskedNumber}</span>
            <Badge tone={account.status === 'open' ? 'success' : 'warning'}>
              {statusNames[account.status]}
            </Badge>
          </span>
        }
      />
      {firstPart && !hasScope ? (
        <div className="mb-4">
          <MissingScope
            scope={writeScope}
            institutionId={institution.institutionId}
            returnTo={`${path}?edit=${firstPart.id}`}
            isRequestable={scopes.requestable.includes(writeScope)}
          />
        </div>
      ) : null}
      <div className="grid items-start gap-4 md:grid-cols-2">
        <BalanceCard place={place} account={account} institutionName={institution.name} />
        <AccountCard account={account} />
        {editedParts.map((part) => (
          <EditCard
            key={part.id}
            part={part}
            current={current}
            institution={institution}
            hasScope={hasScope}
            isOpenAtFirst={editing === part.id}
            send={send}
            reload={reload}
          />
        ))}
      </div>
    </>
  )
}

interface AccountProblemProps {
  error: Error
  institution: AccountPageProps['institution']
  listHref: string
  onTryAgain: () => void
}

function AccountProblem({ error, institution, listHref, onTryAgain }: AccountProblemProps) {
  const { institutionId, name } = institution
  const problem = toRequestProblem(error)
  if (problem.code === 'permission_denied') {
    return (
      <>
        <PageHeader title="Account" />
        <NoPermission institutionId={institutionId} institutionName={name} />
      </>
    )
  }
  // What is no id at all gets no further than the BFF.
  if (problem.status === 404) {
    return (
      <>
        <PageHeader title="This account isn't available" />
        <EmptyState
          title="It isn't at this institution"
          actions={<ButtonLink href={listHref}>All accounts</ButtonLink>}
        >
          The link may be for another institution, or the account may have been removed.
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <PageHeader title="Account" />
      <AccountsProblem
        problem={problem}
        institutionId={institutionId}
        returnTo={window.location.pathname}
        onTryAgain={onTryAgain}
      />
    </>
  )
}

function LoadingAccount() {
  return (
    <>
      <PageHeader title="Account" />
      <p role="status" className="mb-3 text-small text-text-muted">
        Loading the account…
      </p>
      <noscript>Accounts need JavaScript.</noscript>
      <div className="grid gap-4 md:grid-cols-2">
        <Skeleton className="h-48" />
        <Skeleton className="h-48" />
        <Skeleton className="h-64" />
        <Skeleton className="h-64" />
      </div>
    </>
  )
}
