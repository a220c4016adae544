import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ClientKeys } from './client-keys.ts'
import type { ClientRequests } from './client-requests.ts'
import type { Entitlements } from './entitlements.ts'
import type { Faults } from './faults.ts'
import { readBody, sendJson } from './http.ts'
import { findPersonByEmail } from './people.ts'
import type { EndedSessions } from './provider-sessions.ts'
import { personSchema, switchesSchema } from './switches-schema.ts'
import { reportTokenRequests, type TokenRequests } from './token-requests.ts'

/** What the switches act on. */
export interface SwitchParts {
  faults: Faults
  entitlements: Entitlements
  tokenRequests: TokenRequests
  clientRequests: ClientRequests
  clientKeys: ClientKeys
  endProviderSessions: (email: string) => Promise<EndedSessions>
  rotateSigningKeys: () => Promise<void>
  forgetClientKeys: () => void
}

/** Turns switches over HTTP, for end-to-end tests that run in another process. */
export async function answerSwitches(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  parts: SwitchParts,
): Promise<void> {
  // A page in a browser on this machine must not reach them: it cannot send this content type to
  // another origin without asking first, and the answer to that is no.
  const json = /^application\/json\b/i.test(req.headers['content-type'] ?? '')
  if (!isLoopback(req.socket.remoteAddress)) return sendJson(res, 403, { error: 'loopback_only' })
  if (req.method === 'GET' && path === '/simulator/token-requests') {
    return sendJson(res, 200, reportTokenRequests(parts.tokenRequests))
  }
  if (req.method === 'GET' && path === '/simulator/client-requests') {
    const { entries } = parts.clientRequests
    return sendJson(res, 200, { clientKeyFetches: parts.clientKeys.fetches, entries })
  }
  if (req.method !== 'POST') return sendJson(res, 405, { error: 'post_only' })
  if (!json) return sendJson(res, 415, { error: 'json_only' })

  switch (path) {
    case '/simulator/faults':
      return turn(req, res, parts)
    case '/simulator/reset':
      parts.faults.clear()
      parts.entitlements.reset()
      parts.tokenRequests.clear()
      parts.clientRequests.clear()
      return sendJson(res, 200, {})
    case '/simulator/rotate-signing-keys':
      await parts.rotateSigningKeys()
      return sendJson(res, 200, {})
    case '/simulator/forget-client-keys':
      parts.forgetClientKeys()
      return sendJson(res, 200, {})
    case '/simulator/end-sessions':
      return endSessions(req, res, parts)
    default:
      return sendJson(res, 404, { error: 'not_found' })
  }
}

async function turn(req: IncomingMessage, res: ServerResponse, parts: SwitchParts): Promise<void> {
  const { success, data, error } = switchesSchema.safeParse(parseJson(await readBody(req)))
  if (!success) return sendJson(res, 400, { error: 'invalid_switch', issues: error.issues })
  const { set = {}, revoke = [], restore = [] } = data
  const people = [...revoke, ...restore].map(({ email }) => email)
  if (!people.every((email) => findPersonByEmail(email) !== undefined)) {
    return sendJson(res, 400, { error: 'unknown_person' })
  }
  parts.faults.set(set)
  for (const { email, institutionId } of revoke) parts.entitlements.revoke(email, institutionId)
  for (const { email, institutionId } of restore) parts.entitlements.restore(email, institutionId)
  sendJson(res, 200, {})
}

async function endSessions(
  req: IncomingMessage,
  res: ServerResponse,
  parts: SwitchParts,
): Promise<void> {
  const { success, data, error } = personSchema.safeParse(parseJson(await readBody(req)))
  if (!success) return sendJson(res, 400, { error: 'invalid_switch', issues: error.issues })
  if (findPersonByEmail(data.email) === undefined) {
    return sendJson(res, 400, { error: 'unknown_person' })
  }
  sendJson(res, 200, await parts.endProviderSessions(data.email))
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address ?? '')
}
