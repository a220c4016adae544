import { requireReadAccess } from '@/app/api/account-services/v1/guard'
import { listAccounts } from '@/app/api/account-services/v1/sample-accounts'
import { route } from '@/lib/http/route'

export const GET = route<{ institutionId: string; userId: string }>(async (request, { params }) => {
  await requireReadAccess(request, params)
  const accounts = listAccounts(params)
  return Response.json({ accounts, total: accounts.length })
})
