import { accountEndpoints } from '@/lib/accounts/endpoints'
import { requireAccount } from '@/lib/accounts/find-accounts'
import { toAvailableBalance } from '@/lib/accounts/shown-account'
import { getAuthContext } from '@/lib/auth/auth-context'
import { endpointRoute } from '@/lib/guard/endpoint-route'

export const GET = endpointRoute(
  accountEndpoints.getAvailableBalance,
  async ({ caller, params: { accountId } }) => {
    const context = getAuthContext()
    const account = await requireAccount(context, caller, accountId)
    return { answer: toAvailableBalance(account, context.now()) }
  },
)
