import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Entitlements } from './entitlements.ts'
import type { Faults } from './faults.ts'
import { readBody, sendJson } from './http.ts'
import { findPersonByEmail } from './people.ts'

const idTokenFault = z.enum([
  'wrong-nonce',
  'wrong-issuer',
  'wrong-audience',
  'wrong-at-hash',
  'other-subject',
  'no-subject',
  'expired',
  'broken-signature',
  'unknown-key',
  'unsigned',
])
const status = z.int().min(400).max(599)
const delay = z.int().min(0).max(600_000)
const tokenError = z.strictObject({
  status,
  error: z.string().optional(),
  retryAfter: z.int().min(0).optional(),
})
const access = z.strictObject({ email: z.email(), institutionId: z.string() })

const switchesSchema = z.strictObject({
  set: z
    .strictObject({
      discoveryIssuer: switchOf(z.string()),
      discoveryStatus: switchOf(status),
      jwksStatus: switchOf(status),
      authorizationIssuer: switchOf(z.string().nullable()),
      authorizationPerson: switchOf(z.email()),
      tokenError: switchOf(tokenError),
      tokenDelay: switchOf(delay),
      revocationDelay: switchOf(delay),
      tokenInstitution: switchOf(z.string()),
      idToken: switchOf(idTokenFault),
      userinfoSubject: switchOf(z.string()),
      institutionsStatus: switchOf(status),
      institutionsDelay: switchOf(delay),
      institutionsFailingPage: switchOf(z.int().min(1)),
    })
    .optional(),
  revoke: z.array(access).optional(),
  restore: z.array(access).optional(),
})

/** What the switches act on. */
export interface SwitchParts {
  faults: Faults
  entitlements: Entitlements
  rotateSigningKeys: () => Promise<void>
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
  if (req.method !== 'POST') return sendJson(res, 405, { error: 'post_only' })
  if (!json) return sendJson(res, 415, { error: 'json_only' })

  switch (path) {
    case '/simulator/faults':
      return turn(req, res, parts)
    case '/simulator/reset':
      parts.faults.clear()
      parts.entitlements.reset()
      return sendJson(res, 200, {})
    case '/simulator/rotate-signing-keys':
      await parts.rotateSigningKeys()
      return sendJson(res, 200, {})
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

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

function switchOf<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ value, times: z.int().min(1).optional() }).optional()
}

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address ?? '')
}
