import { accountEndpoints } from '@/lib/accounts/endpoints'
import { everyAccount, findAccounts } from '@/lib/accounts/find-accounts'
import { getAuthContext } from '@/lib/auth/auth-context'
import { endpointRoute } from '@/lib/guard/endpoint-route'

export const GET = endpointRoute(accountEndpoints.listAccounts, async ({ caller, query }) => ({
  answer: await findAccounts(getAuthContext(), caller, { ...everyAccount, ...query }),
}))
