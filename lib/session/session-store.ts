/**
 * What is kept of a session. `sealed` is encrypted with the key in the session's cookie; the rest
 * stays readable so that the provider's logout and the clean-up can find sessions.
 *
 * Times are milliseconds since 1970.
 */
export interface SessionRecord {
  readonly sessionId: string
  readonly issuer: string
  readonly subject: string
  /** The provider's own session, if it named one. */
  readonly sid: string | null
  readonly idleExpiresAt: number
  readonly absoluteExpiresAt: number
  readonly sealed: Uint8Array
}

/** One institution's entry in a session, encrypted like the session itself. */
export interface InstitutionAccessRecord {
  /** The institution's id; the empty string is institution zero, which no URL path can name. */
  readonly institutionId: string
  readonly sealed: Uint8Array
}

/**
 * Where sessions are kept. `session-store.contract.ts` says in tests what each store must do.
 *
 * A session past either limit is as gone as one that was ended, and nothing can be written to it:
 * an answer that comes late cannot revive it. Every method throws `store_unavailable` when the
 * store does not answer.
 */
export interface SessionStore {
  createSession(record: SessionRecord, now: number): Promise<void>
  findSession(sessionId: string, now: number): Promise<SessionRecord | null>
  /** Moves the idle limit. Answers false when the session has ended. */
  slideIdle(sessionId: string, idleExpiresAt: number, now: number): Promise<boolean>
  endSession(sessionId: string): Promise<void>

  /** Adds or replaces one entry. Answers false when the session has ended. */
  putInstitutionAccess(
    sessionId: string,
    record: InstitutionAccessRecord,
    now: number,
  ): Promise<boolean>
  findInstitutionAccess(
    sessionId: string,
    institutionId: string,
    now: number,
  ): Promise<InstitutionAccessRecord | null>
  listInstitutionAccess(sessionId: string, now: number): Promise<InstitutionAccessRecord[]>
  endInstitutionAccess(sessionId: string, institutionId: string): Promise<void>

  /** True for the first caller with this key until it expires, false for every other. */
  claimOnce(key: string, expiresAt: number, now: number): Promise<boolean>

  /** Resolves when the store answers. */
  ping(): Promise<void>
  close(): Promise<void>
}
