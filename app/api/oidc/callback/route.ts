import type { NextRequest } from 'next/server'
import { getAuthContext } from '@/lib/auth/auth-context'
import {
  type CompletedAuthorization,
  completeAuthorization,
} from '@/lib/auth/complete-authorization'
import {
  clearAttemptCookie,
  clearSessionCookie,
  readAttempts,
  readSessionSeal,
  setSessionCookie,
} from '@/lib/http/cookies'
import { describeDevice } from '@/lib/http/describe-device'
import { keepProblem } from '@/lib/http/last-problem'
import { readRememberedIds } from '@/lib/http/remembered-institutions'
import { navigationRoute } from '@/lib/http/route'
import { seeOther, withQuery } from '@/lib/http/see-other'

export const GET = navigationRoute(async (request) => {
  const context = getAuthContext()
  const { config } = context
  const completed = await completeAuthorization(context, {
    response: request.nextUrl.searchParams,
    attempts: readAttempts(request, config),
    sessionSeal: readSessionSeal(request, config),
    device: describeDevice(request),
  })
  const response = seeOther(
    completed.outcome === 'completed' ? arrivalPage(request, completed) : failurePage(completed),
  )
  clearAttemptCookie(response, config, completed.attemptId)
  if (completed.sessionSeal !== null) setSessionCookie(response, config, completed.sessionSeal)
  if (completed.outcome === 'failed')
    keepProblem(response, completed.error, completed.institutionId)
  const mismatch = completed.outcome === 'failed' && completed.error.code === 'user_mismatch'
  if (mismatch) clearSessionCookie(response, config)
  return response
})

type Arrival = Extract<CompletedAuthorization, { outcome: 'completed' }>

/** Who asked for no page in particular may have asked for the institution that was open last. */
function arrivalPage(request: NextRequest, { returnPath, user, institutionId }: Arrival): string {
  const isUndecided = institutionId === null && returnPath === '/institutions'
  const { opensLast } = readRememberedIds(request.cookies, getAuthContext().config, user)
  return isUndecided && opensLast ? '/go' : returnPath
}

type Failure = Extract<CompletedAuthorization, { outcome: 'failed' }>

/** Who is signed in stays so; everyone else can try again from where they wanted to go. */
function failurePage({ error, signedIn, returnPath }: Failure): string {
  if (signedIn) return withQuery('/institutions', { error: error.code })
  const returnTo = returnPath === '/institutions' ? null : returnPath
  return withQuery('/sign-in', { error: error.code, returnTo })
}
