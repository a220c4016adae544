import 'server-only'
import type { Session } from '@/lib/session/session'
import type { AuthContext, Fetch } from './auth-context'
import { requireInstitutionAccess } from './get-access-token'
import { noteDpopNonce, presentAccess } from './present-access'

/**
 * A `fetch` that presents this session's access token for an institution; null is zero. For requests
 * without a body: one that is refused for want of a nonce is repeated.
 *
 * What it returns throws as `requireInstitutionAccess` and as `fetch` do.
 */
export function fetchWithAccess(
  context: AuthContext,
  { session, institutionId }: { session: Session; institutionId: string | null },
): Fetch {
  return async (address, init) => {
    const access = await requireInstitutionAccess(context, { session, institutionId })
    const url = new URL(address)
    const send = async (nonce: string | null) => {
      const credentials = await presentAccess(context, access, { method: 'GET', url, nonce })
      const headers = new Headers(init.headers)
      for (const [name, value] of Object.entries(credentials)) headers.set(name, value)
      const response = await context.fetch(address, { ...init, method: 'GET', headers })
      const wanted = noteDpopNonce(
        context,
        { url },
        {
          status: response.status,
          nonce: response.headers.get('dpop-nonce'),
          challenge: response.headers.get('www-authenticate'),
        },
      )
      return { response, wanted }
    }
    const { response, wanted } = await send(null)
    if (wanted === null) return response
    await response.body?.cancel()
    return (await send(wanted)).response
  }
}
