import type { DatabaseSync } from 'node:sqlite'
import type { BackChannel } from './back-channel.ts'
import { type Now, secondsOf } from './clock.ts'
import { requirePerson } from './people.ts'

/** What came of ending a person's sessions at the provider. */
export interface EndedSessions {
  /** How many there were. */
  sessions: number
  /** One for each session and application; status 0 when the application did not answer. */
  logoutTokens: { clientId: string; sid: string; status: number }[]
}

/** What ending sessions takes. */
export interface ProviderSessionParts {
  database: DatabaseSync
  backChannel: BackChannel
  now: Now
}

/**
 * Ends every session of a person at the provider, as an administrator would, and tells the
 * applications. Tokens handed out before stay valid, as after signing out.
 *
 * @throws TypeError when nobody has the address
 */
export async function endProviderSessions(
  email: string,
  { backChannel, database, now }: ProviderSessionParts,
): Promise<EndedSessions> {
  const { sub } = requirePerson(email)
  const ended = removeSessions(database, sub, secondsOf(now))
  const told = backChannel.isOn() ? ended.flatMap(applicationsOf) : []
  const logoutTokens = await Promise.all(
    told.map(async ({ clientId, sid }) => {
      const status = await backChannel.sendLogoutToken({ clientId, sid, sub })
      return { clientId, sid, status }
    }),
  )
  return { sessions: ended.length, logoutTokens }
}

/** The part that matters here of a session as oidc-provider stores it. */
interface StoredSession {
  authorizations?: { [clientId: string]: { sid?: string } }
}

function removeSessions(database: DatabaseSync, sub: string, seconds: number): StoredSession[] {
  const rows = database
    .prepare(
      `DELETE FROM records WHERE kind = 'Session' AND payload ->> 'accountId' = ?
       RETURNING payload, expires_at`,
    )
    .all(sub)
  return rows
    .filter(({ expires_at: expiresAt }) => Number(expiresAt) > seconds)
    .map(({ payload }) => JSON.parse(String(payload)))
}

function applicationsOf({ authorizations = {} }: StoredSession) {
  return Object.entries(authorizations).flatMap(([clientId, { sid }]) =>
    sid === undefined ? [] : [{ clientId, sid }],
  )
}
