import { forwardRequest } from '@/lib/api/forward-request'
import { getAuthContext } from '@/lib/auth/auth-context'
import { readSessionSeal } from '@/lib/http/cookies'
import { requireSameOriginCall } from '@/lib/http/request-guards'
import { route } from '@/lib/http/route'

interface Params {
  institutionId: string
  upstream: string
  path: string[]
}

/** Said aloud, or Next.js watches every access to the request, which costs a fifth of the time. */
export const dynamic = 'force-dynamic'

const forward = route<Params>(async (request, { params, requestId }) => {
  requireSameOriginCall(request)
  const context = getAuthContext()
  const { pathname, search } = request.nextUrl
  const answer = await forwardRequest(context, {
    sessionSeal: readSessionSeal(request, context.config),
    institutionId: params.institutionId,
    upstream: params.upstream,
    method: request.method,
    encodedPath: pathname.split('/').slice(5).join('/'),
    search,
    headers: request.headers,
    body: request.body,
    requestId,
    signal: request.signal,
  })
  return new Response(answer.body, { status: answer.status, headers: answer.headers })
})

export {
  forward as DELETE,
  forward as GET,
  forward as HEAD,
  forward as PATCH,
  forward as POST,
  forward as PUT,
}
