import { getAuthContext } from '@/lib/auth/auth-context'
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
  const { issuer, clientId, institutionClaim } = context.config
  const claims = await verifyAccessToken(request.headers.get('authorization'), {
    issuer,
    clientId,
    institutionClaim,
    getKey: await getProviderKeys(context),
    now: context.now,
  })
  requireAccess(claims, { institutionId, userId, scope: readScope })
}
