import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type AuthenticationParts,
  authenticateRequest,
  sendChallenge,
} from './authenticate-request.ts'
import type { Entitlements } from './entitlements.ts'
import type { Faults } from './faults.ts'
import { sendJson } from './http.ts'
import { institutionZero } from './institutions.ts'
import { pause } from './pause.ts'
import { findPersonBySub } from './people.ts'

/** The path of the institution list, which Jack Henry does not publish: invented. */
export const institutionsPath = '/a/groups/api/v0/users/{userId}/institutions'

const pageSize = 1000

/** What the institution list needs. */
export interface GroupsApiParts extends AuthenticationParts {
  entitlements: Entitlements
  faults: Faults
  closing: AbortSignal
}

/** The person a path asks about; undefined when it is not the institution list's path. */
export function userIdOfPath(path: string): string | undefined {
  return /^\/a\/groups\/api\/v0\/users\/([^/]+)\/institutions$/.exec(path)?.[1]
}

/** Answers the institutions of a person, a thousand at a time. */
export async function answerInstitutions(
  req: IncomingMessage,
  res: ServerResponse,
  { userId, cursor }: { userId: string; cursor: string | null },
  parts: GroupsApiParts,
): Promise<void> {
  const { entitlements, faults } = parts
  const delay = faults.take('institutionsDelay')
  if (delay !== undefined) await pause(delay, parts.closing)
  const status = faults.take('institutionsStatus')
  if (status !== undefined) return sendJson(res, status, { error: 'server_error' })

  const caller = await authenticateRequest(req, parts)
  if ('error' in caller) return sendChallenge(res, caller, parts)
  const { claims, scheme } = caller
  const person = findPersonBySub(claims.sub)
  if (person === undefined) return sendChallenge(res, { scheme, error: 'invalid_token' }, parts)
  if (claims.institutionId !== institutionZero) {
    return sendJson(res, 403, { error: 'institution_zero_required' })
  }
  if (claims.sub !== userId) return sendJson(res, 403, { error: 'user_mismatch' })

  const from = cursor === null ? 0 : positionOf(cursor)
  if (from === undefined) return sendJson(res, 400, { error: 'invalid_cursor' })
  const { page, next } = entitlements.list(person, from, pageSize)
  const pageNumber = Math.floor(from / pageSize) + 1
  if (faults.take('institutionsFailingPage', (failing) => failing === pageNumber) !== undefined) {
    return sendJson(res, 500, { error: 'server_error' })
  }
  const nextCursor = next === undefined ? {} : { nextCursor: cursorAt(next) }
  sendJson(res, 200, { institutions: page, ...nextCursor })
}

function cursorAt(position: number): string {
  return Buffer.from(`after:${position}`).toString('base64url')
}

function positionOf(cursor: string): number | undefined {
  const position = /^after:(\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1]
  return position === undefined ? undefined : Number(position)
}
