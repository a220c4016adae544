import { getAuthContext } from '@/lib/auth/auth-context'
import { checkReadiness } from '@/lib/auth/check-readiness'
import { route } from '@/lib/http/route'

export const GET = route(async () => {
  const { ready, checks } = await checkReadiness(getAuthContext())
  return Response.json({ status: ready ? 'ok' : 'failed', checks }, { status: ready ? 200 : 503 })
})
