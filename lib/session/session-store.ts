/**
 * What is kept of a session. `sealed` is encrypted with the key in the session's cookie; the rest
 * stays readable so that the provider's logout, the list of a person's sessions and the clean-up
 * can find sessions without it.
 *
 * Times are milliseconds since 1970.
 */
export interface SessionRecord {
  readonly sessionId: string
  readonly issuer: string
  readonly subject: string
  /** The provider's own session, if it named one. */
  readonly sid: string | null
  /** In words, for the person to know it again, such as "Chrome on Windows". */
  readonly device: string
  readonly startedAt: number
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

/** A session as one read finds it, with the entries that were asked for, sorted by id. */
export interface StoredSession {
  readonly session: SessionRecord
  readonly accesses: readonly InstitutionAccessRecord[]
}

/** What can be known of a session without its cookie. */
export interface SessionSummary extends Omit<SessionRecord, 'sealed'> {
  readonly institutionIds: readonly string[]
}

/** Which sessions: those of a person, or those that began in one session at the provider. */
export type SessionOwner =
  | { readonly issuer: string; readonly subject: string }
  | { readonly issuer: string; readonly sid: string }

/** What came of a write: done, or refused as the session or the entry is no longer what it was. */
export type WriteOutcome = 'written' | 'session_ended' | 'superseded'

/**
 * Where sessions are kept. `session-store.contract.ts` says in tests what each store must do.
 *
 * A session past either limit is as gone as one that was ended, and nothing can be written to it:
 * an answer that comes late cannot revive it. Every method throws `store_unavailable` when the
 * store does not answer; each can be called again after that without harm.
 */
export interface SessionStore {
  createSession(record: SessionRecord, now: number): Promise<void>
  /** One read: the session, and its entries for these institutions or all. */
  findSession(
    sessionId: string,
    options: { accessTo: 'all' | readonly string[]; now: number },
  ): Promise<StoredSession | null>
  /** Moves the idle limit. Answers false when the session has ended. */
  slideIdle(sessionId: string, idleExpiresAt: number, now: number): Promise<boolean>
  endSession(sessionId: string): Promise<void>
  /** Live sessions, the newest first. */
  listSessions(owner: SessionOwner, now: number): Promise<SessionSummary[]>

  /**
   * Adds or replaces one entry. With `replaces`, only while the stored entry is still that one; so
   * an answer that comes late does not overwrite a newer one.
   */
  putInstitutionAccess(
    sessionId: string,
    record: InstitutionAccessRecord,
    options: { replaces?: InstitutionAccessRecord; now: number },
  ): Promise<WriteOutcome>
  /** Ends one entry if it is there and, with `onlyIf`, still that one. Answers whether it did. */
  endInstitutionAccess(
    sessionId: string,
    institutionId: string,
    onlyIf?: InstitutionAccessRecord,
  ): Promise<boolean>

  /** True for the first caller with this key until it expires, false for every other. */
  claimOnce(key: string, expiresAt: number, now: number): Promise<boolean>
  /**
   * Takes a lock, or keeps one that this owner has, for some milliseconds on the store's own clock.
   * Answers false while another owner has it.
   */
  holdLock(key: string, owner: string, milliseconds: number): Promise<boolean>
  /** Gives a lock back; one that another owner has taken over stays theirs. */
  releaseLock(key: string, owner: string): Promise<void>

  /** Resolves when the store answers and what it keeps is what everyone else sees. */
  ping(): Promise<void>
  close(): Promise<void>
}
