import { createHash, randomBytes } from 'node:crypto'
import type { InstitutionAccessRecord, SessionRecord } from '@/lib/session/session-store'

/** The institution whose access a read asks for. */
export const institutionId = '8f8f1a4e-3b1f-4c35-9c0f-6a5c5f1f2b7e'

// As long as what the application stores: a person with ten claims, and a token set with two
// signed tokens. Encrypted bytes look random, and nothing reads them here.
const sealedSession = randomBytes(700)
const sealedAccess = randomBytes(2_000)

/** The id of session number `n`: as long as a real one, and in no order. */
export function sessionIdAt(n: number): string {
  return createHash('sha256').update(String(n)).digest('base64url').slice(0, 22)
}

/** A session of a person of its own, live for hours. */
export function makeSession(n: number): SessionRecord {
  const now = Date.now()
  return {
    sessionId: sessionIdAt(n),
    issuer: 'https://login.example.test/a/oidc-provider/api/v0',
    subject: `user-${n}`,
    sid: `provider-session-${n}`,
    device: 'Chrome on Windows',
    startedAt: now,
    idleExpiresAt: now + 8 * 3_600_000,
    absoluteExpiresAt: now + 8 * 3_600_000,
    sealed: sealedSession,
  }
}

/** What each session holds: institution zero, and one institution. */
export const accessRecords: readonly InstitutionAccessRecord[] = ['', institutionId].map((id) => ({
  institutionId: id,
  sealed: sealedAccess,
}))
