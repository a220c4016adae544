'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { accountsAddress } from '@/components/accounts/accounts-address'
import { AccountsProblem } from '@/components/accounts/accounts-problem'
import { parseAccountList } from '@/components/accounts/listed-accounts'
import { institutionHref } from '@/components/institution/institution-href'
import {
  getFromUpstream,
  type UpstreamAddress,
  upstreamHref,
} from '@/components/requests/get-from-upstream'
import { RequestProblem, toRequestProblem } from '@/components/requests/request-problem'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { AccountsResultDetails } from './accounts-result'

const loadResult = () => import('./accounts-result')

/** Not of the first load: it comes beside the first answer. */
const AccountsResult = lazy(() =>
  loadResult().then((result) => ({ default: result.AccountsResult })),
)

interface AccountsCardProps {
  institutionId: string
  /** The person's id at the provider: the API serves the accounts that this person may see. */
  subject: string
}

/** Proof that a call with this institution's access works, while the token stays on the server. */
export function AccountsCard({ institutionId, subject }: AccountsCardProps) {
  const address = accountsAddress({ institutionId, subject })
  const call = useQuery({
    // The institution comes first, so that nothing of one is ever taken for another's.
    queryKey: ['i', institutionId, 'accounts', subject],
    queryFn: ({ signal }) => getAccounts(address, signal),
    // A proof shows what happened the first time.
    retry: false,
  })
  const runAgain = () => void call.refetch()

  useEffect(() => {
    // What does not come now is asked for again when it is to be shown.
    loadResult().catch(() => undefined)
  }, [])

  return (
    <Card
      id="accounts"
      title="Sample call"
      description="Proves that this institution's access token works, and that it stays on the server."
      actions={
        <Button size="small" onClick={runAgain} isBusy={call.isFetching}>
          {call.isFetching ? 'Running…' : 'Run again'}
        </Button>
      }
    >
      {call.isError ? (
        <AccountsProblem
          problem={toRequestProblem(call.error)}
          institutionId={institutionId}
          returnTo={institutionHref(institutionId)}
          onTryAgain={runAgain}
        />
      ) : call.data ? (
        <Suspense fallback={<AccountsSkeleton />}>
          <AccountsResult result={call.data} />
        </Suspense>
      ) : (
        <AccountsSkeleton />
      )}
      <ShowRequest path={upstreamHref(address)} />
    </Card>
  )
}

async function getAccounts(
  address: UpstreamAddress,
  signal: AbortSignal,
): Promise<AccountsResultDetails> {
  const { body, ...details } = await getFromUpstream(address, { signal })
  const answer = parseAccountList(body)
  if (answer === null) throw new RequestProblem({ failure: 'unreadable', code: '', ...details })
  return { ...answer, ...details }
}

function AccountsSkeleton() {
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="text-small text-text-muted">
        Calling the accounts service…
      </p>
      <noscript>The sample call needs JavaScript.</noscript>
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
    </div>
  )
}

/** What the browser sent, for developers: the token is not in it. */
function ShowRequest({ path }: { path: string }) {
  return (
    <details className="mt-4 text-small print:hidden">
      <summary className="inline-link inline-block min-h-6">Show request</summary>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reachable by keyboard
        tabIndex={0}
        className="mt-2 overflow-x-auto rounded-control border border-border bg-surface-sunken px-3 py-2.5 font-mono text-caption leading-5"
      >
        {`GET ${path}\nX-CSRF: 1\nAuthorization: Bearer (kept on the server)`}
      </pre>
    </details>
  )
}
