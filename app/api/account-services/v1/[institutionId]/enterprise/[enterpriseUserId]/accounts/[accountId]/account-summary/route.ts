import { accountEndpoints } from '@/lib/accounts/endpoints'
import { requireAccount } from '@/lib/accounts/find-accounts'
import { toSummary } from '@/lib/accounts/shown-account'
import { getAuthContext } from '@/lib/auth/auth-context'
import { endpointRoute } from '@/lib/guard/endpoint-route'

export const GET = endpointRoute(
  accountEndpoints.getAccountSummary,
  async ({ caller, params: { accountId } }) => {
    const account = await requireAccount(getAuthContext(), caller, accountId)
    return { answer: toSummary(account, caller.permissions), version: account.version }
  },
)
