/** What the browser may know of one institution that the session holds access to. */
export interface InstitutionAccessView {
  institutionId: string
  scopes: string[]
  /** ISO 8601; the access token is refreshed before, without the browser's doing. */
  accessTokenExpires: string
  /** How many times this access was refreshed since the institution was opened. */
  refreshes: number
}

/**
 * What the browser may know of its session: identity, limits, institutions; never a token.
 *
 * next-auth serves it from `/api/auth/session` and `useSession()`.
 */
export interface SessionView {
  user: { issuer: string; subject: string; name: string; username: string }
  /** ISO 8601; the absolute limit, after which the session ends regardless. */
  expires: string
  /** ISO 8601; the session ends here unless there is activity before. */
  idleExpires: string
  institutions: InstitutionAccessView[]
}

/** One of the person's sessions, this one or another device's, for the profile page. */
export interface OwnSessionView {
  /** Names the session to `POST /api/sessions/{ref}/end`; says nothing else. */
  ref: string
  /** Whether this is the session that asks. */
  current: boolean
  /** For example "Chrome on Windows". */
  device: string
  /** ISO 8601. */
  startedAt: string
  /** ISO 8601, to about a minute. */
  lastActiveAt: string
  /** Institutions opened in it; the name is null when the person's list does not have it now. */
  institutions: { institutionId: string; name: string | null }[]
}
