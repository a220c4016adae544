import { getAuthContext } from '@/lib/auth/auth-context'
import { endOwnSession } from '@/lib/auth/own-sessions'
import { requireSameOriginPost } from '@/lib/http/request-guards'
import { requireRequestSession } from '@/lib/http/request-session'
import { navigationRoute } from '@/lib/http/route'
import { seeOther } from '@/lib/http/see-other'

export const POST = navigationRoute<{ ref: string }>(async (request, { params }) => {
  requireSameOriginPost(request)
  const context = getAuthContext()
  const session = await requireRequestSession(request, context)
  await endOwnSession(context, { session, ref: params.ref })
  return seeOther('/profile')
})
