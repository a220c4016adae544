import 'server-only'
import pino from 'pino'
import { getConfig } from '@/lib/config/config'
import { isAppError } from '@/lib/errors'
import { redact } from './redact'
import { findRequestId } from './request-id'

/**
 * What can be said in the log: facts of security first, then operation. A closed list, so that a
 * search or an alarm can rely on the names.
 */
export type LogEvent =
  | 'authorization.started'
  | 'sign_in.completed'
  | 'institution.authorized'
  | 'institution.closed'
  | 'authorization.failed'
  | 'after_sign_in.failed'
  | 'user_info.failed'
  | 'session.ended'
  | 'session.user_mismatch'
  | 'access_token.refreshed'
  | 'access_token.refresh_failed'
  | 'token.revocation_failed'
  | 'service_token.issued'
  | 'file.reloaded'
  | 'file.refused'
  | 'file.world_readable'
  | 'session_store.failed'
  | 'session_store.recovered'
  | 'provider.metadata_loaded'
  | 'provider.metadata_refresh_failed'
  | 'institution.removed'
  | 'directory.failed'
  | 'directory.partial'
  | 'database.failed'
  | 'database.temporary'
  | 'audit.failed'
  | 'csrf.refused'
  | 'upstream.failed'
  | 'resource_server.refused'
  | 'request.failed'

const holder = globalThis as { [key: symbol]: pino.Logger | undefined }
const slot = Symbol.for('jhi.log')

function logger(): pino.Logger {
  holder[slot] ??= pino({
    level: getConfig().logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
  })
  return holder[slot]
}

/** Writes one JSON line: an event's name and plain facts, redacted. */
export function log(
  level: 'info' | 'warn' | 'error',
  event: LogEvent,
  facts: Record<string, unknown> = {},
): void {
  const requestId = findRequestId()
  logger()[level](redact(requestId ? { requestId, ...facts } : facts) as object, event)
}

/**
 * The facts of an error, its causes included, three deep. The message of a foreign error is left
 * out, since it may quote what an upstream said.
 */
export function errorFacts(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const known = isAppError(error)
  return {
    error: error.name,
    ...(known
      ? { errorCode: error.code, message: error.message, ...error.facts }
      : { errorCode: (error as { code?: unknown }).code, stack: frames(error) }),
    ...(error.cause !== undefined && depth < 3 && { cause: errorFacts(error.cause, depth + 1) }),
  }
}

function frames(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 4)
    .map((line) => line.trim())
}
