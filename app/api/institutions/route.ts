import { getAuthContext } from '@/lib/auth/auth-context'
import { searchInstitutions } from '@/lib/auth/institutions'
import { readInstitutionSearch } from '@/lib/http/institution-search'
import { requireRequestSession } from '@/lib/http/request-session'
import { route } from '@/lib/http/route'

export const GET = route(async (request) => {
  const context = getAuthContext()
  const session = await requireRequestSession(request, context)
  const search = readInstitutionSearch(request.nextUrl.searchParams)
  return Response.json(await searchInstitutions(context, { session, ...search }))
})
