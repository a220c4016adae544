import 'server-only'
import type { NextRequest } from 'next/server'
import { type AuthContext, getAuthContext } from '@/lib/auth/auth-context'
import { isOwnClient } from '@/lib/auth/own-client'
import { getProviderKeys } from '@/lib/auth/provider-keys'
import { isAppError } from '@/lib/errors'
import { route } from '@/lib/http/route'
import type { AccessRule } from '@/lib/resource-server/access-rule'
import {
  requireInstitution,
  requireRecentAuthentication,
  requireScopes,
  requireUser,
} from '@/lib/resource-server/require-access'
import { requirePermission } from '@/lib/resource-server/require-permission'
import {
  type AccessTokenClaims,
  type TokenRules,
  verifyAccessToken,
} from '@/lib/resource-server/verify-access-token'
import type { Caller } from './caller'
import { entitledPermissions } from './entitled-permissions'
import { isRefusal, noteRefusal } from './note-refusal'
import { markGuarded } from './route-rules'

/** The institution in the path is the token's, and so is the user where the path names one. */
export type GuardedParams = { institutionId: string; enterpriseUserId?: string }

/** What a guarded handler gets beside the request. */
export interface GuardedCall<Params> {
  readonly params: Params
  readonly caller: Caller
}

/**
 * Makes a route handler of a rule. The handler runs for callers whose token and whose person the rule
 * lets through; everyone else gets 401 or 403 with what is missing, and a line in the audit trail.
 *
 * Its path must have `[institutionId]`, and `[enterpriseUserId]` where it names a user.
 *
 * @see RFC 6750 §3, RFC 9470 §3
 */
export function guardedRoute<Params extends GuardedParams>(
  rule: AccessRule,
  handler: (request: NextRequest, call: GuardedCall<Params>) => Promise<Response>,
) {
  const guarded = route<Params>(async (request, { params, requestId }) => {
    const context = getAuthContext()
    const callerRequestId = findCallerRequestId(request)
    let claims: AccessTokenClaims | null = null
    try {
      claims = await verifyAccessToken(presentedBy(request), await tokenRules(context, request))
      const permissions = await requireRule(context, { rule, claims, params })
      const { subject, clientId, scopes } = claims
      const user = { issuer: context.config.issuer, subject }
      const { institutionId } = params
      const about = { user, institutionId, clientId, scopes, permissions }
      return await handler(request, { params, caller: { ...about, requestId, callerRequestId } })
    } catch (error) {
      if (isAppError(error) && isRefusal(error)) {
        const { action } = rule
        const call = { action, params, requestId, callerRequestId, claims }
        await noteRefusal(context, error, call)
      }
      throw error
    }
  })
  return markGuarded(guarded, rule)
}

/** In the order in which refusals give least away. */
async function requireRule(
  context: AuthContext,
  { rule, claims, params }: { rule: AccessRule; claims: AccessTokenClaims; params: GuardedParams },
): Promise<Caller['permissions']> {
  const { institutionId, enterpriseUserId, ...others } = params
  requireInstitution(claims, institutionId)
  if (enterpriseUserId !== undefined) requireUser(claims, enterpriseUserId)
  requireScopes(claims, rule.scopes)
  if (rule.authenticatedWithinSeconds !== undefined) {
    const withinSeconds = rule.authenticatedWithinSeconds
    requireRecentAuthentication(claims, { withinSeconds, now: context.now() })
  }
  if (rule.permission === null) return new Set()
  return requirePermission(entitledPermissions(context), {
    user: { issuer: context.config.issuer, subject: claims.subject },
    institutionId,
    permission: rule.permission,
    resource: others as Readonly<Record<string, string>>,
  })
}

const presentedBy = ({ method, headers }: NextRequest) => ({
  method,
  authorization: headers.get('authorization'),
  dpop: headers.get('dpop'),
})

async function tokenRules(context: AuthContext, request: NextRequest): Promise<TokenRules> {
  const { config, sessionStore, now } = context
  const { appUrl, localUrl, accountServicesUrl, apiAudience, issuer, institutionClaim } = config
  const { pathname } = new URL(request.url)
  return {
    issuer,
    audience: apiAudience,
    isOwnClient: (clientId) => isOwnClient(context, clientId),
    institutionClaim,
    getKey: await getProviderKeys(context),
    // Behind a proxy the request names an address inside; callers know these. If yours changes the
    // path too, build the outer address here.
    addresses: [appUrl, localUrl, accountServicesUrl].map(
      (base) => new URL(base).origin + pathname,
    ),
    claimOnce: (key, expiresAt) => sessionStore.claimOnce(key, expiresAt, now()),
    now,
  }
}

/** Kept to find the call in the caller's log; what looks like no id is not. */
function findCallerRequestId({ headers }: NextRequest): string | null {
  const id = headers.get('x-request-id')
  return id !== null && /^[\w.-]{8,100}$/.test(id) ? id : null
}
