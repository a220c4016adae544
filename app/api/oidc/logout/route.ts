import { getAuthContext } from '@/lib/auth/auth-context'
import { signOut } from '@/lib/auth/sign-out'
import {
  clearAttemptCookie,
  clearSessionCookie,
  readAttempts,
  readSessionSeal,
  setSignOutState,
} from '@/lib/http/cookies'
import { requireSameOriginPost } from '@/lib/http/request-guards'
import { route } from '@/lib/http/route'
import { seeOther } from '@/lib/http/see-other'

export const POST = route(async (request) => {
  requireSameOriginPost(request)
  const context = getAuthContext()
  const { config } = context
  const { endSessionUrl, state } = await signOut(context, {
    sessionSeal: readSessionSeal(request, config),
  })
  const response = seeOther(endSessionUrl ?? '/signed-out')
  clearSessionCookie(response, config)
  for (const id of readAttempts(request, config).keys()) clearAttemptCookie(response, config, id)
  if (endSessionUrl !== null) setSignOutState(response, config, state)
  return response
})
