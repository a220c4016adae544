import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Account, parseAccount } from '@/components/accounts/account'
import { type AccountsOwner, accountsAddress } from '@/components/accounts/accounts-address'
import type { JsonAnswer } from '@/components/requests/call-json'
import { getFromUpstream } from '@/components/requests/get-from-upstream'
import { RequestProblem } from '@/components/requests/request-problem'
import { sendToUpstream } from '@/components/requests/send-to-upstream'

/** An account, and the version that a change of it has to name. */
export interface VersionedAccount {
  readonly account: Account
  readonly etag: string | undefined
}

/** Which account, of whom, where. */
export interface AccountPlace extends AccountsOwner {
  readonly accountId: string
}

/** The account of the page, and what changes it. What comes of a change is shown without asking again. */
export function useAccount(place: AccountPlace) {
  const client = useQueryClient()
  const queryKey = accountKey(place)
  const address = accountsAddress(place, place.accountId)
  const call = useQuery({
    queryKey,
    queryFn: async ({ signal }) => readAccount(await getFromUpstream(address, { signal })),
  })

  /** Asks anew, and does not leave the page for it: something is being typed here. */
  async function reload(): Promise<VersionedAccount> {
    const stay = { renew: () => false, leaveRemoved: async () => false }
    return remember(client, queryKey, readAccount(await getFromUpstream(address, stay)))
  }

  async function send(
    below: readonly string[],
    change: unknown,
    etag: string | undefined,
  ): Promise<VersionedAccount> {
    const changed = accountsAddress(place, place.accountId, ...below)
    const answer = await sendToUpstream(changed, { method: 'PATCH', body: change, etag })
    return remember(client, queryKey, readAccount(answer))
  }

  return { call, reload, send }
}

/** Under the institution, so that nothing of one is ever taken for another's. */
export const accountKey = ({ institutionId, subject, accountId }: AccountPlace) =>
  ['i', institutionId, 'accounts', subject, accountId] as const

function remember(
  client: QueryClient,
  queryKey: ReturnType<typeof accountKey>,
  versioned: VersionedAccount,
): VersionedAccount {
  client.setQueryData(queryKey, versioned)
  return versioned
}

function readAccount({ body, etag, ...details }: JsonAnswer): VersionedAccount {
  const account = parseAccount(body)
  if (account === null) throw new RequestProblem({ failure: 'unreadable', code: '', ...details })
  return { account, etag }
}
