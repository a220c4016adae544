import { getAuthContext } from '@/lib/auth/auth-context'
import { signOut } from '@/lib/auth/sign-out'
import { readSessionSeal, setThemeCookie } from '@/lib/http/cookies'
import { readForm } from '@/lib/http/read-body'
import { forgetRememberedIds } from '@/lib/http/remembered-institutions'
import { requireSameOriginPost } from '@/lib/http/request-guards'
import { navigationRoute } from '@/lib/http/route'
import { seeOther } from '@/lib/http/see-other'
import { replaceSessionCookies } from '@/lib/http/sign-out-cookies'

export const POST = navigationRoute(async (request) => {
  requireSameOriginPost(request)
  const context = getAuthContext()
  const { config } = context
  const sessionSeal = readSessionSeal(request, config)
  const form = await readForm(request)
  const everywhere = form.get('everywhere') === '1'
  const { endSessionUrl, state } = await signOut(context, { sessionSeal, everywhere })
  const response = seeOther(endSessionUrl ?? '/signed-out')
  replaceSessionCookies(request, response, { config, state: endSessionUrl && state })
  if (form.get('forget') === '1') {
    forgetRememberedIds(response, config)
    setThemeCookie(response, config, null)
  }
  return response
})
