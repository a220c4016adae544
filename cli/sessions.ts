import { parseArgs } from 'node:util'
import { getConfig } from '@/lib/config/config'
import { openSessionStore } from '@/lib/session/open-session-store'
import { usageError } from './command-error'

/** For `--help`. */
export const sessionsUsage = `  sessions end --subject <sub> [--issuer <url>]
        End every session of a person, on every device.
        The issuer is JHI_ISSUER unless it is given.
`

/** Reads what `sessions` was asked for. */
export async function runSessions(parameters: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: parameters,
    allowPositionals: true,
    options: { subject: { type: 'string' }, issuer: { type: 'string' } },
  })
  if (positionals.join(' ') !== 'end') throw usageError('sessions has one command: end.')
  if (!values.subject) throw usageError('sessions end needs --subject.')
  return endSessionsOf({ subject: values.subject, issuer: values.issuer })
}

/**
 * Ends every session of a person, wherever it was opened; the pages say so at their next request.
 *
 * @param options.issuer the configured one by default
 * @returns exit status: 0 also when there was no session
 * @throws ConfigError, AppError `store_unavailable`
 */
async function endSessionsOf({
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
