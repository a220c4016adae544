import 'server-only'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { openAccesses, type SessionKey, type StoredAccess, toKey } from './institution-access'
import { openRecord } from './opened-records'
import { openProcessMemory } from './process-memory'
import { createRecordKey, encryptRecord } from './record-encryption'
import { openSeal, seal } from './seal'
import type { SessionStore } from './session-store'

const userSchema = z.object({
  issuer: z.string(),
  subject: z.string(),
  name: z.string(),
  username: z.string(),
})
const claimSchema = z.object({
  name: z.string(),
  value: z.string(),
  source: z.enum(['ID token', 'UserInfo']),
})
const recordSchema = z.object({
  user: userSchema,
  claims: z.array(claimSchema),
  startedAt: z.number(),
})
const cookieSchema = z.object({ sessionId: z.string(), recordKey: z.string() })

/** The person, known by issuer and subject together; `name` and `username` are for show. */
export type User = z.infer<typeof userSchema>

/** One statement about the person, as the provider made it, for the profile page. */
export type IdentityClaim = z.infer<typeof claimSchema>

/** A signed-in browser, as one read found it. Times are milliseconds since 1970. */
export interface Session extends z.infer<typeof recordSchema>, SessionKey {
  /** Encrypts this session's records; known to its cookie alone. */
  readonly recordKey: string
  readonly idleExpiresAt: number
  readonly absoluteExpiresAt: number
  /** The accesses that were asked for, as they were then. */
  readonly accesses: readonly StoredAccess[]
}

/** What sessions need to know of the configuration. */
export interface SessionLimits {
  readonly sessionSecrets: readonly [string, ...string[]]
  readonly sessionIdleSeconds: number
  readonly sessionAbsoluteSeconds: number
}

/**
 * Begins a session with a new id and a new record key.
 *
 * @returns the session and the seal that its cookie holds: a few hundred bytes, whatever happens
 */
export async function startSession(
  store: SessionStore,
  limits: SessionLimits,
  {
    user,
    claims,
    sid,
    device,
    now,
  }: { user: User; claims: IdentityClaim[]; sid: string | null; device: string; now: number },
): Promise<{ session: Session; sessionSeal: string }> {
  const session: Session = {
    sessionId: randomBytes(16).toString('base64url'),
    recordKey: createRecordKey(),
    user,
    claims,
    startedAt: now,
    idleExpiresAt: now + limits.sessionIdleSeconds * 1_000,
    absoluteExpiresAt: now + limits.sessionAbsoluteSeconds * 1_000,
    accesses: [],
  }
  const { sessionId, recordKey, idleExpiresAt, absoluteExpiresAt } = session
  const sealed = encryptRecord(recordKey, place(sessionId), { user, claims, startedAt: now })
  await store.createSession(
    {
      sessionId,
      issuer: user.issuer,
      subject: user.subject,
      sid,
      device,
      startedAt: now,
      idleExpiresAt,
      absoluteExpiresAt,
      sealed,
    },
    now,
  )
  const sessionSeal = await seal(
    { sessionId, recordKey },
    { secrets: limits.sessionSecrets, ttlSeconds: limits.sessionAbsoluteSeconds },
  )
  return { session, sessionSeal }
}

/**
 * The live session behind a cookie's seal, with its accesses to these institutions (null is
 * institution zero) or to all; or null: cut, foreign, expired and ended all look the same to the
 * caller. The store is read once.
 *
 * @throws AppError `store_unavailable`
 */
export async function findSession(
  store: SessionStore,
  limits: SessionLimits,
  {
    sessionSeal,
    accessTo,
    now,
  }: {
    sessionSeal: string | undefined
    accessTo: 'all' | readonly (string | null)[]
    now: number
  },
): Promise<Session | null> {
  const cookie = sessionSeal === undefined ? null : await openSessionSeal(sessionSeal, limits)
  if (cookie === null) return null
  const keys = accessTo === 'all' ? accessTo : accessTo.map(toKey)
  const found = await store.findSession(cookie.sessionId, { accessTo: keys, now })
  if (found === null) {
    if (sessionSeal !== undefined) verifiedSeals.forget(sessionSeal)
    return null
  }
  const { idleExpiresAt, absoluteExpiresAt, sealed } = found.session
  const at = { recordKey: cookie.recordKey, place: place(cookie.sessionId), sealed }
  const record = openRecord(at, (content) => recordSchema.safeParse(content).data ?? null)
  if (record === null) return null
  return {
    ...cookie,
    ...record,
    idleExpiresAt,
    absoluteExpiresAt,
    accesses: openAccesses(cookie, found.accesses),
  }
}

/**
 * Moves the idle limit after activity. A move of less than a minute is not worth a write and is
 * left out. Answers the session as it now stands, null when it has ended.
 */
export async function slideIdleLimit(
  store: SessionStore,
  limits: SessionLimits,
  { session, now }: { session: Session; now: number },
): Promise<Session | null> {
  const idleExpiresAt = now + limits.sessionIdleSeconds * 1_000
  const worthwhile = Math.min(60, limits.sessionIdleSeconds / 10) * 1_000
  // A limit far ahead, set before the clock was put back, moves too.
  if (Math.abs(idleExpiresAt - session.idleExpiresAt) < worthwhile) return session
  const slid = await store.slideIdle(session.sessionId, idleExpiresAt, now)
  return slid ? { ...session, idleExpiresAt } : null
}

/**
 * Seals that were opened before: opening one costs about a millisecond. It proves only that a seal
 * was genuine; the store is still asked each time, so an ended session stays ended.
 */
const verifiedSeals = openProcessMemory<SessionKey>('verified-seals')

async function openSessionSeal(sessionSeal: string, limits: SessionLimits) {
  const remembered = verifiedSeals.find(sessionSeal)
  if (remembered) return remembered
  const opened = await openSeal(sessionSeal, {
    secrets: limits.sessionSecrets,
    ttlSeconds: limits.sessionAbsoluteSeconds,
  })
  const cookie = opened.status === 'open' ? cookieSchema.safeParse(opened.value) : null
  if (!cookie?.success) return null
  verifiedSeals.keep(sessionSeal, cookie.data)
  return cookie.data
}

const place = (sessionId: string) => `session:${sessionId}`
