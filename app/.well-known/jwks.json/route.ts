import { getAuthContext } from '@/lib/auth/auth-context'
import { getPublicKeys } from '@/lib/auth/public-keys'
import { jwksResponse } from '@/lib/http/jwks-response'
import { route } from '@/lib/http/route'

/** Read for each request: the keys change while the server runs. */
export const dynamic = 'force-dynamic'

export const GET = route(async (request) => jwksResponse(request, getPublicKeys(getAuthContext())))
