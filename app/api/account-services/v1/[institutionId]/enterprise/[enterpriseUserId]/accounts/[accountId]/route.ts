import { changeAccount } from '@/lib/accounts/change-account'
import { accountEndpoints } from '@/lib/accounts/endpoints'
import { requireAccount } from '@/lib/accounts/find-accounts'
import { toAccount } from '@/lib/accounts/shown-account'
import { getAuthContext } from '@/lib/auth/auth-context'
import { endpointRoute } from '@/lib/guard/endpoint-route'

const { getAccount, replaceDetails, changeDetails } = accountEndpoints

export const GET = endpointRoute(getAccount, async ({ caller, params: { accountId } }) => {
  const account = await requireAccount(getAuthContext(), caller, accountId)
  return { answer: toAccount(account, caller.permissions), version: account.version }
})

export const PUT = endpointRoute(
  replaceDetails,
  async ({ caller, params: { accountId }, versions, body: change }) => {
    const { action } = replaceDetails.rule
    const requested = { action, accountId, versions, change }
    const account = await changeAccount(getAuthContext(), caller, requested)
    return { answer: toAccount(account, caller.permissions), version: account.version }
  },
)

export const PATCH = endpointRoute(
  changeDetails,
  async ({ caller, params: { accountId }, versions, body: change }) => {
    const { action } = changeDetails.rule
    const requested = { action, accountId, versions, change }
    const account = await changeAccount(getAuthContext(), caller, requested)
    return { answer: toAccount(account, caller.permissions), version: account.version }
  },
)
