import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { decryptRecord, encryptRecord } from './record-encryption'
import type { Session } from './session'
import type { SessionStore } from './session-store'

const tokenSetSchema = z.object({
  accessToken: z.string(),
  accessTokenIssuedAt: z.number(),
  accessTokenExpiresAt: z.number(),
  refreshToken: z.string().exactOptional(),
  refreshTokenExpiresAt: z.number().exactOptional(),
  refreshChainExpiresAt: z.number().exactOptional(),
  scopes: z.array(z.string()).readonly(),
})
const institutionAccessSchema = z.object({
  /** Null is institution zero: the person's own profile and the institution list. */
  institutionId: z.string().nullable(),
  tokenSet: tokenSetSchema,
  requestedScopes: z.array(z.string()).readonly(),
  refreshes: z.number(),
})

/** What a session holds for one institution. */
export type InstitutionAccess = z.infer<typeof institutionAccessSchema>

/**
 * Stores the access, replacing an older one for the same institution and touching no other.
 *
 * @throws AppError `session_required` when the session has ended meanwhile
 */
export async function saveInstitutionAccess(
  store: SessionStore,
  session: Session,
  { access, now }: { access: InstitutionAccess; now: number },
): Promise<void> {
  const institutionId = toKey(access.institutionId)
  const sealed = encryptRecord(session.recordKey, place(session, institutionId), access)
  const written = await store.putInstitutionAccess(
    session.sessionId,
    { institutionId, sealed },
    now,
  )
  if (!written) {
    throw new AppError('session_required', 'the session ended before its access was stored')
  }
}

/** The access of a session to one institution, null for institution zero; live or not. */
export async function findInstitutionAccess(
  store: SessionStore,
  session: Session,
  { institutionId, now }: { institutionId: string | null; now: number },
): Promise<InstitutionAccess | null> {
  const key = toKey(institutionId)
  const record = await store.findInstitutionAccess(session.sessionId, key, now)
  const access = record && openRecord(session, record)
  // The record says itself whose it is: an empty id in a URL must not open institution zero.
  return access?.institutionId === institutionId ? access : null
}

/** Every access of a session, institution zero included, in the order they were opened. */
export async function listInstitutionAccess(
  store: SessionStore,
  session: Session,
  { now }: { now: number },
): Promise<InstitutionAccess[]> {
  const records = await store.listInstitutionAccess(session.sessionId, now)
  return records.flatMap((record) => openRecord(session, record) ?? [])
}

/** Ends a session's access to one institution and nothing else. */
export function endInstitutionAccess(
  store: SessionStore,
  session: Session,
  { institutionId }: { institutionId: string | null },
): Promise<void> {
  return store.endInstitutionAccess(session.sessionId, toKey(institutionId))
}

function openRecord(session: Session, record: { institutionId: string; sealed: Uint8Array }) {
  const access = institutionAccessSchema.safeParse(
    decryptRecord(session.recordKey, place(session, record.institutionId), record.sealed),
  )
  return access.success ? access.data : null
}

const toKey = (institutionId: string | null) => institutionId ?? ''
const place = (session: Session, key: string) => `institution-access:${session.sessionId}:${key}`
