import 'server-only'
import { log } from '@/lib/observability/log'
import type { AuthorizationGrant } from '@/lib/oidc/authorization-code-grant'
import { type Session, startSession, type User } from '@/lib/session/session'
import type { AuthContext } from './auth-context'
import { endSession } from './end-session'
import { identify } from './identity'
import { saveGrant } from './save-grant'

/** The session that an authorization ended in; the seal is null when its cookie stays as it is. */
export interface StartedSession {
  readonly session: Session
  readonly sessionSeal: string | null
}

/** A sign-in always begins a session with a new id; an earlier one of this browser ends. */
export async function signIn(
  context: AuthContext,
  {
    grant,
    earlier,
    device,
  }: { grant: AuthorizationGrant; earlier: Session | null; device: string },
): Promise<StartedSession> {
  const { config, sessionStore, institutionDirectory, now } = context
  const { user, identityClaims, sid } = await identify(context, grant)
  const started = await startSession(sessionStore, config, {
    user,
    claims: identityClaims,
    sid,
    device,
    now: now(),
  })
  await saveGrant(context, started.session, { grant, institutionId: null })
  if (earlier !== null) await endEarlier(context, earlier, user)
  institutionDirectory.forget(user)
  log('info', 'sign_in.completed', { subject: user.subject })
  return started
}

/**
 * Another person's tokens are handed back. Those of the same person are not: a provider may keep one
 * grant for them and the new ones, and revoking the old would end both.
 */
async function endEarlier(context: AuthContext, earlier: Session, user: User): Promise<void> {
  const samePerson = earlier.user.subject === user.subject && earlier.user.issuer === user.issuer
  if (!samePerson) return endSession(context, earlier, 'replaced')
  await context.sessionStore.endSession(earlier.sessionId)
  log('info', 'session.ended', { reason: 'replaced', subject: user.subject })
}
