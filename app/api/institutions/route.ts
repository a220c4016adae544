import { getAuthContext } from '@/lib/auth/auth-context'
import { forgetInstitutions, searchInstitutions } from '@/lib/auth/institutions'
import { readInstitutionSearch } from '@/lib/http/institution-search'
import { requireRequestSession } from '@/lib/http/request-session'
import { route } from '@/lib/http/route'

export const GET = route(async (request) => {
  const context = getAuthContext()
  const session = await requireRequestSession(request, context)
  const search = readInstitutionSearch(request.nextUrl.searchParams)
  if (request.nextUrl.searchParams.has('refresh')) forgetInstitutions(context, session)
  return Response.json(await searchInstitutions(context, { session, ...search }))
})
