import { getAuthContext } from '@/lib/auth/auth-context'
import { changePins } from '@/lib/http/change-pins'
import { readRememberedIds } from '@/lib/http/remembered-institutions'
import { lookUpRemembered } from '@/lib/http/remembered-page'
import { requireSameOriginPost } from '@/lib/http/request-guards'
import { requireRequestSession } from '@/lib/http/request-session'
import { navigationRoute, route } from '@/lib/http/route'

export const GET = route(async (request) => {
  const context = getAuthContext()
  const session = await requireRequestSession(request, context)
  const ids = readRememberedIds(request.cookies, context.config, session.user)
  return Response.json(await lookUpRemembered(context, session, ids))
})

export const POST = navigationRoute(async (request) => {
  requireSameOriginPost(request)
  return changePins(request)
})
