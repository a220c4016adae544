import { requireReadAccess } from '@/app/api/account-services/v1/guard'
import { listAccounts } from '@/app/api/account-services/v1/sample-accounts'
import { AppError } from '@/lib/errors'
import { route } from '@/lib/http/route'

interface Params {
  institutionId: string
  userId: string
  accountId: string
}

export const GET = route<Params>(async (request, { params }) => {
  await requireReadAccess(request, params)
  const account = listAccounts(params).find(({ accountId }) => accountId === params.accountId)
  if (account === undefined) throw new AppError('not_found', 'the user has no such account')
  return Response.json(account)
})
