import { getAuthContext } from '@/lib/auth/auth-context'
import { endSessionsByProvider } from '@/lib/auth/back-channel-logout'
import { readForm } from '@/lib/http/read-body'
import { route } from '@/lib/http/route'

export const POST = route(async (request) => {
  const logoutToken = String((await readForm(request)).get('logout_token') ?? '')
  await endSessionsByProvider(getAuthContext(), { logoutToken })
  return new Response(null, { status: 200 })
})
