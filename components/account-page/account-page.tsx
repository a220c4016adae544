'use client'

import { ArrowLeft } from 'lucide-react'
import { useEffect } from 'react'
import { institutionHref } from '@/components/institution/institution-href'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { AccountProblem } from './account-problem'
import { LoadedAccount } from './loaded-account'
import { type AccountPlace, useAccount } from './use-account'

interface AccountPageProps {
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
