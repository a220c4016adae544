import 'server-only'
import { prepareAuditTrail, recordAudit } from '@/lib/audit/audit-trail'
import type { AuthContext } from '@/lib/auth/auth-context'
import { askDatabase } from '@/lib/database/ask-database'
import type { AppError, ErrorCode } from '@/lib/errors'
import { errorFacts, log } from '@/lib/observability/log'
import type { AccessTokenClaims } from '@/lib/resource-server/verify-access-token'

/** A call that was not let through. */
export interface RefusedCall {
  readonly action: string
  readonly params: Readonly<Record<string, string>>
  readonly requestId: string
  readonly callerRequestId: string | null
  /** Null where the token itself was refused. */
  readonly claims: AccessTokenClaims | null
}

const refusals: ReadonlySet<ErrorCode> = new Set([
  'invalid_token',
  'institution_mismatch',
  'user_mismatch',
  'insufficient_scope',
  'insufficient_user_authentication',
  'permission_denied',
])
/** Of callers that nobody knows, in a minute and process: anybody can be one, as often as they like. */
const mostStrangers = 60

const holder = globalThis as { [key: symbol]: { since: number; count: number } | undefined }
const slot = Symbol.for('jhi.refused-strangers')

/** Whether an error is the refusal of access, and not a mistake or a fault. */
export function isRefusal({ code }: AppError): boolean {
  return refusals.has(code)
}

/** Notes a refusal in the log and the audit trail. That it cannot be noted changes no answer. */
export async function noteRefusal(
  { database, now }: Pick<AuthContext, 'database' | 'now'>,
  error: AppError,
  { action, params, requestId, callerRequestId, claims }: RefusedCall,
): Promise<void> {
  const { institutionId = '', enterpriseUserId, ...others } = params
  const { subject = null, clientId = null } = claims ?? {}
  const detail = {
    reason: error.code,
    ...(error.facts.check !== undefined && { check: error.facts.check }),
    ...(error.facts.scope !== undefined && { missingScope: error.facts.scope }),
    ...(error.facts.permission !== undefined && { missingPermission: error.facts.permission }),
    ...(error.facts.tokenSubject !== undefined && { tokenSubject: error.facts.tokenSubject }),
    ...(claims !== null && { presentedInstitutionId: claims.institutionId }),
    ...(error.code === 'user_mismatch' && { enterpriseUserId: enterpriseUserId?.slice(0, 200) }),
  }
  log('warn', 'resource_server.refused', { action, institutionId, subject, clientId, ...detail })
  if (claims === null && !isStrangerNoted(now())) return
  const resource = Object.values(others).join('/') || null
  await askDatabase(database, async (open) => {
    await prepareAuditTrail(open)
    const who = { requestId, callerRequestId, subject, clientId, institutionId }
    await recordAudit(open.db, { ...who, action, outcome: 'refused', resource, detail })
  }).catch((cause: unknown) => {
    log('error', 'audit.failed', { requestId, ...errorFacts(cause) })
  })
}

function isStrangerNoted(now: number): boolean {
  const strangers = holder[slot] ?? { since: now, count: 0 }
  holder[slot] = strangers
  if (Math.abs(now - strangers.since) > 60_000) Object.assign(strangers, { since: now, count: 0 })
  strangers.count += 1
  return strangers.count <= mostStrangers
}
