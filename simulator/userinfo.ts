import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Adapter } from 'oidc-provider'
import type { AccessTokenClaims } from './access-token.ts'
import { claimsOf } from './accounts.ts'
import {
  type AuthenticationParts,
  authenticateRequest,
  sendChallenge,
} from './authenticate-request.ts'
import type { Faults } from './faults.ts'
import { sendJson } from './http.ts'
import { findPersonBySub } from './people.ts'
import { claimsByScope } from './scopes.ts'

/** What UserInfo needs. */
export interface UserinfoParts extends AuthenticationParts {
  faults: Faults
}

/**
 * UserInfo for the access tokens the simulator hands out. oidc-provider's own endpoint refuses
 * every token that is meant for a resource, while Jack Henry documents UserInfo for its JWTs.
 */
export async function answerUserinfo(
  req: IncomingMessage,
  res: ServerResponse,
  parts: UserinfoParts,
): Promise<void> {
  const caller = await authenticateRequest(req, parts)
  if ('error' in caller) return sendChallenge(res, caller, parts)
  const { claims, scheme } = caller
  const person = findPersonBySub(claims.sub)
  if (person === undefined) return sendChallenge(res, { scheme, error: 'invalid_token' }, parts)
  if (!claims.scope.split(' ').includes('openid')) {
    return sendChallenge(res, { scheme, error: 'insufficient_scope' }, parts)
  }

  const names = new Set([...namesByScope(claims), ...(await namesAskedFor(claims, parts.adapter))])
  const all = Object.entries(claimsOf(person, claims.institutionId))
  const answer = Object.fromEntries(all.filter(([name]) => names.has(name)))
  const sub = parts.faults.take('userinfoSubject')
  sendJson(res, 200, sub === undefined ? answer : { ...answer, sub })
}

function namesByScope({ scope }: AccessTokenClaims): string[] {
  const granted = new Set(scope.split(' '))
  return Object.entries(claimsByScope).flatMap(([name, claims]) =>
    granted.has(name) ? claims : [],
  )
}

async function namesAskedFor(
  { jti }: AccessTokenClaims,
  adapter: (kind: string) => Adapter,
): Promise<string[]> {
  const stored = await adapter('UserinfoClaims').find(jti)
  return Array.isArray(stored?.names) ? stored.names.map(String) : []
}
