import { getConfig } from '@/lib/config/config'
import { openSessionStore } from '@/lib/session/open-session-store'

/**
 * Ends every session of a person, wherever it was opened; the pages say so at their next request.
 *
 * @param options.issuer the configured one by default
 * @returns exit status: 0 also when there was no session
 * @throws ConfigError, AppError `store_unavailable`
 */
export async function endSessionsOf({
  subject,
  issuer = getConfig().issuer,
}: {
  subject: string
  issuer: string | undefined
}): Promise<number> {
  const store = openSessionStore(getConfig().sessionStore)
  try {
    const sessions = await store.listSessions({ issuer, subject }, Date.now())
    for (const { sessionId } of sessions) await store.endSession(sessionId)
    process.stdout.write(`${sessions.length} ended.\n`)
    return 0
  } finally {
    await store.close()
  }
}
