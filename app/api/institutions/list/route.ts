import { getAuthContext } from '@/lib/auth/auth-context'
import { closeRemovedInstitutions, searchInstitutions } from '@/lib/auth/institutions'
import { compressedJson } from '@/lib/http/compressed-json'
import { requireRequestSession } from '@/lib/http/request-session'
import { route } from '@/lib/http/route'

/** As much as one answer may carry: about 110 kB of gzip. The browser filters no more than this. */
const mostInstitutions = 3_000

/** Everything a person may open, for the browser to search in; with more than that, the beginning. */
export const GET = route(async (request) => {
  const context = getAuthContext()
  const session = await requireRequestSession(request, context, 'all')
  await closeRemovedInstitutions(context, session)
  const everything = { session, query: '', cursor: null, limit: mostInstitutions }
  const page = await searchInstitutions(context, everything)
  // Groups are not searched, and take a third of the room.
  const institutions = page.institutions.map(({ groups, ...institution }) => institution)
  return compressedJson({ ...page, institutions })
})
