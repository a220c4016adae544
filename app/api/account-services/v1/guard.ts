import { getAuthContext } from '@/lib/auth/auth-context'
import { isOwnClient } from '@/lib/auth/own-client'
import { getProviderKeys } from '@/lib/auth/provider-keys'
import { requireAccess } from '@/lib/resource-server/require-access'
import { verifyAccessToken } from '@/lib/resource-server/verify-access-token'

const readScope = 'https://jackhenry.com/account-services/accounts.read'

/** Asks for an access token of this user at this institution that may read accounts. */
export async function requireReadAccess(
  request: Request,
  { institutionId, userId }: { institutionId: string; userId: string },
): Promise<void> {
  const context = getAuthContext()
  const { appUrl, accountServicesUrl, issuer, institutionClaim } = context.config
  const { pathname } = new URL(request.url)
  const { method, headers } = request
  const presented = {
    method,
    authorization: headers.get('authorization'),
    dpop: headers.get('dpop'),
  }
  const claims = await verifyAccessToken(presented, {
    issuer,
    isOwnClient: (clientId) => isOwnClient(context, clientId),
    institutionClaim,
    getKey: await getProviderKeys(context),
    // Behind a proxy the request names an address inside; callers know these two. If yours changes the
    // path too, build the outer address here.
    addresses: [appUrl, accountServicesUrl].map((base) => new URL(base).origin + pathname),
    claimOnce: (key, expiresAt) => context.sessionStore.claimOnce(key, expiresAt, context.now()),
    now: context.now,
  })
  requireAccess(claims, { institutionId, userId, scope: readScope })
}
