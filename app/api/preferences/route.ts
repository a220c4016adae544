import { changePreferences } from '@/lib/http/preferences'
import { requireSameOriginPost } from '@/lib/http/request-guards'
import { navigationRoute } from '@/lib/http/route'

export const POST = navigationRoute(async (request) => {
  requireSameOriginPost(request)
  return changePreferences(request)
})
