import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { openRecord } from './opened-records'
import { encryptRecord } from './record-encryption'
import type { InstitutionAccessRecord, SessionStore } from './session-store'

const tokenSetSchema = z.object({
  accessToken: z.string(),
  accessTokenIssuedAt: z.number(),
  accessTokenExpiresAt: z.number(),
  refreshToken: z.string().exactOptional(),
  refreshTokenExpiresAt: z.number().exactOptional(),
  refreshChainExpiresAt: z.number().exactOptional(),
  scopes: z.array(z.string()).readonly(),
})
const dpopKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})
const institutionAccessSchema = z.object({
  /** Null is institution zero: the person's own profile and the institution list. */
  institutionId: z.string().nullable(),
  /**
   * The External Application that the tokens were issued to; null, of sessions from before it was
   * remembered, is the one for all.
   */
  clientId: z.string().nullable().default(null),
  /** What the access token is bound to; null for a bearer token. */
  dpopKey: dpopKeySchema.nullable().default(null),
  tokenSet: tokenSetSchema,
  requestedScopes: z.array(z.string()).readonly(),
  refreshes: z.number(),
})

/** What a session holds for one institution. */
export type InstitutionAccess = z.infer<typeof institutionAccessSchema>

/** An access as it was read, with the entry that holds it. */
export interface StoredAccess extends InstitutionAccess {
  readonly record: InstitutionAccessRecord
}

/** As much of a session as its entries need: where they are, and the key that opens them. */
export interface SessionKey {
  readonly sessionId: string
  readonly recordKey: string
}

/**
 * Stores the access, replacing an older one for the same institution and touching no other. With
 * `replaces`, only while that one is still what is stored; false when it is not.
 *
 * @throws AppError `session_required` when the session has ended meanwhile
 */
export async function saveInstitutionAccess(
  store: SessionStore,
  session: SessionKey,
  { access, replaces, now }: { access: InstitutionAccess; replaces?: StoredAccess; now: number },
): Promise<boolean> {
  const institutionId = toKey(access.institutionId)
  const sealed = encryptRecord(session.recordKey, place(session, institutionId), access)
  const outcome = await store.putInstitutionAccess(
    session.sessionId,
    { institutionId, sealed },
    { now, ...(replaces && { replaces: replaces.record }) },
  )
  if (outcome === 'session_ended') {
    throw new AppError('session_required', 'the session ended before its access was stored')
  }
  return outcome === 'written'
}

/**
 * The access of a session to one institution as it is now, null for institution zero; live or not.
 *
 * @throws AppError `session_required` when the session has ended
 */
export async function findInstitutionAccess(
  store: SessionStore,
  session: SessionKey,
  { institutionId, now }: { institutionId: string | null; now: number },
): Promise<StoredAccess | null> {
  const accessTo = [toKey(institutionId)]
  const found = await store.findSession(session.sessionId, { accessTo, now })
  if (found === null) throw new AppError('session_required', 'the session has ended')
  const [access = null] = openAccesses(session, found.accesses)
  // The record says itself whose it is: an empty id in a URL must not open institution zero.
  return access?.institutionId === institutionId ? access : null
}

/** Opens the entries of a session; one that this session's key does not open is left out. */
export function openAccesses(
  session: SessionKey,
  records: readonly InstitutionAccessRecord[],
): StoredAccess[] {
  return records.flatMap((record) => {
    const { recordKey } = session
    const at = { recordKey, place: place(session, record.institutionId), sealed: record.sealed }
    const access = openRecord(
      at,
      (content) => institutionAccessSchema.safeParse(content).data ?? null,
    )
    return access === null ? [] : { ...access, record }
  })
}

/**
 * Ends a session's access to one institution and nothing else; with `onlyIf`, only while that one
 * is still what is stored. Answers whether it ended.
 */
export function endInstitutionAccess(
  store: SessionStore,
  session: SessionKey,
  { institutionId, onlyIf }: { institutionId: string | null; onlyIf?: StoredAccess },
): Promise<boolean> {
  return store.endInstitutionAccess(session.sessionId, toKey(institutionId), onlyIf?.record)
}

/** An institution's id as the store knows it. */
export const toKey = (institutionId: string | null) => institutionId ?? ''

const place = ({ sessionId }: SessionKey, key: string) => `institution-access:${sessionId}:${key}`
