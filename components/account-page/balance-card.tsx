import { useQuery } from '@tanstack/react-query'
import { type Account, parseAvailableBalance } from '@/components/accounts/account'
import { accountsAddress } from '@/components/accounts/accounts-address'
import { AccountsProblem } from '@/components/accounts/accounts-problem'
import { Money } from '@/components/accounts/money'
import { getFromUpstream } from '@/components/requests/get-from-upstream'
import { RequestProblem, toRequestProblem } from '@/components/requests/request-problem'
import { LocalTime } from '@/components/session/local-time'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { Skeleton } from '@/components/ui/skeleton'
import { NotAllowed } from './not-allowed'
import { type AccountPlace, accountKey } from './use-account'

interface BalanceCardProps {
  place: AccountPlace
  account: Account
  institutionName: string
}

/** What can be drawn now, asked for by itself; for people whose role includes balances. */
export function BalanceCard({ place, account, institutionName }: BalanceCardProps) {
  const isPermitted = account.permissions.includes('accounts.view-balances')
  const call = useQuery({
    queryKey: [...accountKey(place), 'available-balance'],
    queryFn: ({ signal }) => getBalance(place, signal),
    enabled: isPermitted,
  })
  const refresh = () => void call.refetch()

  return (
    <Card
      id="balance"
      title="Balance"
      actions={
        isPermitted ? (
          <Button size="small" onClick={refresh} isBusy={call.isFetching}>
            {call.isFetching ? 'Refreshing…' : 'Refresh'}
          </Button>
        ) : null
      }
    >
      {!isPermitted ? (
        <NotAllowed>
          Your role at {institutionName} doesn't include seeing balances. Ask its administrator if
          you need it for your work.
        </NotAllowed>
      ) : call.isError ? (
        <AccountsProblem
          problem={toRequestProblem(call.error)}
          institutionId={place.institutionId}
          returnTo={window.location.pathname}
          onTryAgain={refresh}
        />
      ) : call.data ? (
        <>
          <p className="text-small text-text-muted">Available</p>
          <p className="mb-3 font-semibold text-title tabular-nums">
            <Money cents={call.data.availableBalanceCents} currency={call.data.currency} />
          </p>
          <DescriptionList>
            <DescriptionRow term="Balance">
              <Money cents={account.currentBalanceCents} currency={account.currency} />
            </DescriptionRow>
            <DescriptionRow term="On hold">
              <Money cents={call.data.heldCents} currency={call.data.currency} />
            </DescriptionRow>
            <DescriptionRow term="As of">
              <LocalTime iso={call.data.asOf} />
            </DescriptionRow>
          </DescriptionList>
        </>
      ) : (
        <>
          <p role="status" className="mb-2 text-small text-text-muted">
            Asking for the balance…
          </p>
          <Skeleton className="h-20" />
        </>
      )}
    </Card>
  )
}

async function getBalance(place: AccountPlace, signal: AbortSignal) {
  const address = accountsAddress(place, place.accountId, 'available-balance')
  const { body, ...details } = await getFromUpstream(address, { signal })
  const balance = parseAvailableBalance(body)
  if (balance === null) throw new RequestProblem({ failure: 'unreadable', code: '', ...details })
  return balance
}
