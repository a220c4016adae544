import { getAuthContext } from '@/lib/auth/auth-context'
import { isAuthorizationTicket } from '@/lib/auth/authorization-ticket'
import {
  readAuthorizationParameters,
  redirectToProvider,
  toSignIn,
} from '@/lib/http/authorization-redirect'
import { readSessionSeal } from '@/lib/http/cookies'
import { readForm } from '@/lib/http/read-body'
import { requireSameOriginPost, requireTopLevelNavigation } from '@/lib/http/request-guards'
import { navigationRoute } from '@/lib/http/route'

export const POST = navigationRoute(async (request) => {
  requireSameOriginPost(request)
  return redirectToProvider(request, readAuthorizationParameters(await readForm(request)))
})

export const GET = navigationRoute(async (request) => {
  const origin = requireTopLevelNavigation(request)
  const context = getAuthContext()
  const parameters = readAuthorizationParameters(request.nextUrl.searchParams)
  const mayStart =
    origin !== 'foreign' ||
    (await isAuthorizationTicket(context, {
      ticket: request.nextUrl.searchParams.get('ticket'),
      sessionSeal: readSessionSeal(request, context.config),
      institutionId: parameters.institutionId,
    }))
  return mayStart ? redirectToProvider(request, parameters) : toSignIn(parameters)
})
