import 'server-only'
import { randomBytes } from 'node:crypto'
import { findEndSessionUrl } from '@/lib/oidc/end-session-url'
import { findSession } from '@/lib/session/session'
import type { AuthContext } from './auth-context'
import { endSession } from './end-session'
import { endSessions } from './end-sessions'

/**
 * Signs a person out here, or on every device, and tells where the provider's own session can be ended.
 *
 * @returns `endSessionUrl` null when the provider has no such page or is not known; `state` comes
 *   back from there and shows that the answer belongs to this sign-out
 * @throws AppError `store_unavailable`
 */
export async function signOut(
  context: AuthContext,
  { sessionSeal, everywhere = false }: { sessionSeal: string | undefined; everywhere?: boolean },
): Promise<{ endSessionUrl: string | null; state: string }> {
  const { applications, sessionStore, config, relyingParty, now } = context
  const session = await findSession(sessionStore, config, {
    sessionSeal,
    accessTo: [],
    now: now(),
  })
  if (session !== null) {
    const { issuer, subject } = session.user
    if (everywhere) {
      await endSessions(context, {
        owner: { issuer, subject },
        reason: 'ended_by_user',
        only: ({ sessionId }) => sessionId !== session.sessionId,
      })
    }
    await endSession(context, session, 'signed_out')
  }
  const state = randomBytes(16).toString('base64url')
  // The one that signed the person in.
  const application = applications.forInstitution(null)
  const url = await findEndSessionUrl(relyingParty, { application, state })
  return { endSessionUrl: url?.href ?? null, state }
}

/**
 * Where a person whose session here is over may end the provider's own, or null when there is no such
 * page. Nothing comes back that would show it was done.
 */
export async function findProviderSignOut({
  applications,
  relyingParty,
}: AuthContext): Promise<string | null> {
  const application = applications.forInstitution(null)
  return (await findEndSessionUrl(relyingParty, { application }))?.href ?? null
}
