import type { ReactNode } from 'react'
import type { AccountList } from '@/components/accounts/listed-accounts'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { formatCount } from '@/components/ui/count'
import { ShownCount } from '@/components/ui/shown-count'
import { AccountsTable } from './accounts-table'

/** A sample shows the shape of the data; more rows would not prove more. */
const shownRows = 10

/** An answer together with how the call went. */
export interface AccountsResultDetails extends Pick<AccountList, 'accounts' | 'total'> {
  readonly status: number
  readonly durationMs: number
  readonly requestId: string | undefined
}

/** The facts of a call that worked, then the first rows of what it brought. */
export function AccountsResult({ result }: { result: AccountsResultDetails }) {
  const { accounts, total, status, durationMs, requestId } = result
  const shown = accounts.slice(0, shownRows)
  return (
    <>
      <dl className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-1 text-small">
        <Fact term="Status">
          <Badge tone="success">{status} OK</Badge>
        </Fact>
        <Fact term="Duration">{formatCount(durationMs)} ms</Fact>
        <Fact term="Accounts">{formatCount(total)}</Fact>
        {requestId ? (
          <Fact term="Request ID">
            <code className="wrap-anywhere font-mono text-caption">{requestId}</code>
            <CopyButton value={requestId} what="request ID" compact />
          </Fact>
        ) : null}
      </dl>
      {shown.length === 0 ? (
        <p className="text-text-muted">No accounts here yet.</p>
      ) : (
        <AccountsTable accounts={shown} />
      )}
      {total > shown.length ? (
        <div className="mt-2">
          <ShownCount shown={shown.length} total={total} />
        </div>
      ) : null}
    </>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-center gap-2">
      <dt className="shrink-0 text-text-muted">{term}</dt>
      <dd className="flex min-w-0 items-center gap-1 tabular-nums">{children}</dd>
    </div>
  )
}
