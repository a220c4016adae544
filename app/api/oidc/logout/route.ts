import { getAuthContext } from '@/lib/auth/auth-context'
import { signOut } from '@/lib/auth/sign-out'
import { readSessionSeal } from '@/lib/http/cookies'
import { requireSameOriginPost } from '@/lib/http/request-guards'
import { route } from '@/lib/http/route'
import { seeOther } from '@/lib/http/see-other'
import { replaceSessionCookies } from '@/lib/http/sign-out-cookies'

export const POST = route(async (request) => {
  requireSameOriginPost(request)
  const context = getAuthContext()
  const { config } = context
  const sessionSeal = readSessionSeal(request, config)
  const { endSessionUrl, state } = await signOut(context, { sessionSeal })
  const response = seeOther(endSessionUrl ?? '/signed-out')
  replaceSessionCookies(request, response, { config, state: endSessionUrl && state })
  return response
})
