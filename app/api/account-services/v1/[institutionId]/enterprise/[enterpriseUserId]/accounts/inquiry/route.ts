import { accountEndpoints } from '@/lib/accounts/endpoints'
import { findAccounts } from '@/lib/accounts/find-accounts'
import { getAuthContext } from '@/lib/auth/auth-context'
import { endpointRoute } from '@/lib/guard/endpoint-route'

export const POST = endpointRoute(accountEndpoints.inquireAccounts, async ({ caller, body }) => ({
  answer: await findAccounts(getAuthContext(), caller, body),
}))
