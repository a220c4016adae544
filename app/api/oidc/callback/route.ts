import { getAuthContext } from '@/lib/auth/auth-context'
import { completeAuthorization } from '@/lib/auth/complete-authorization'
import {
  clearAttemptCookie,
  clearSessionCookie,
  readAttempts,
  readSessionSeal,
  setSessionCookie,
} from '@/lib/http/cookies'
import { route } from '@/lib/http/route'
import { seeOther, withQuery } from '@/lib/http/see-other'

export const GET = route(async (request) => {
  const context = getAuthContext()
  const { config } = context
  const completed = await completeAuthorization(context, {
    response: request.nextUrl.searchParams,
    attempts: readAttempts(request, config),
    sessionSeal: readSessionSeal(request, config),
  })
  if (completed.outcome === 'completed') {
    const response = seeOther(completed.returnPath)
    clearAttemptCookie(response, config, completed.attemptId)
    if (completed.sessionSeal !== null) setSessionCookie(response, config, completed.sessionSeal)
    return response
  }
  const { error, signedIn, returnPath } = completed
  const page = signedIn ? '/institutions' : '/sign-in'
  const returnTo = signedIn || returnPath === '/institutions' ? null : returnPath
  const response = seeOther(withQuery(page, { error: error.code, returnTo }))
  clearAttemptCookie(response, config, completed.attemptId)
  if (error.code === 'user_mismatch') clearSessionCookie(response, config)
  return response
})
