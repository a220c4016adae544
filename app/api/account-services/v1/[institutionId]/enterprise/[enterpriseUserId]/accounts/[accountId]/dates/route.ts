import { changeAccount } from '@/lib/accounts/change-account'
import { findMisfitDates } from '@/lib/accounts/check-dates'
import { accountEndpoints } from '@/lib/accounts/endpoints'
import { toAccount } from '@/lib/accounts/shown-account'
import { getAuthContext } from '@/lib/auth/auth-context'
import { endpointRoute } from '@/lib/guard/endpoint-route'
import { invalidFields } from '@/lib/guard/field-problems'

const { changeDates } = accountEndpoints

export const PATCH = endpointRoute(
  changeDates,
  async ({ caller, params: { accountId }, versions, body: change }) => {
    const { action } = changeDates.rule
    const account = await changeAccount(getAuthContext(), caller, {
      ...{ action, accountId, versions, change },
      check: (wanted) => {
        const misfits = findMisfitDates(wanted)
        if (misfits.length > 0) {
          throw invalidFields(misfits.map((misfit) => ({ in: 'body', ...misfit })))
        }
      },
    })
    return { answer: toAccount(account, caller.permissions), version: account.version }
  },
)
