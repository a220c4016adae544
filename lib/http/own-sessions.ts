import 'server-only'
import { getAuthContext } from '@/lib/auth/auth-context'
import { findInstitution } from '@/lib/auth/institutions'
import { listOwnSessions as listSessionsOf, sessionRef } from '@/lib/auth/own-sessions'
import { isAppError } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import { requireCurrentSession } from './current-session'
import type { OwnSessionView } from './session-view'

/** The sessions of the person whose page is being rendered; null when they cannot be listed now. */
export async function listOwnSessions(): Promise<OwnSessionView[] | null> {
  const context = getAuthContext()
  const { session } = await requireCurrentSession('/profile')
  const names = new Map<string, Promise<string | null>>()
  const nameOf = (institutionId: string) => {
    const known = names.get(institutionId)
    if (known) return known
    const name = findInstitution(context, { session, institutionId }).then(
      (found) => found?.name ?? null,
      () => null,
    )
    names.set(institutionId, name)
    return name
  }
  try {
    const sessions = await listSessionsOf(context, session)
    return await Promise.all(
      sessions.map(async ({ sessionId, device, startedAt, lastActiveAt, institutionIds }) => ({
        ref: sessionRef(sessionId),
        current: sessionId === session.sessionId,
        device,
        startedAt: new Date(startedAt).toISOString(),
        lastActiveAt: new Date(lastActiveAt).toISOString(),
        institutions: await Promise.all(
          institutionIds.map(async (institutionId) => ({
            institutionId,
            name: await nameOf(institutionId),
          })),
        ),
      })),
    )
  } catch (error) {
    if (!isAppError(error)) throw error
    log('warn', 'request.failed', errorFacts(error))
    return null
  }
}
