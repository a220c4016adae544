import { sql } from 'drizzle-orm'
import type { Flow } from './flow'

/** A line of the audit trail, as a reviewer would ask for it. */
export interface AuditLine {
  readonly requestId: string
  readonly callerRequestId: string | null
  readonly subject: string | null
  readonly clientId: string | null
  readonly institutionId: string
  readonly action: string
  readonly outcome: string
  readonly resource: string | null
  readonly detail: Readonly<Record<string, unknown>>
  readonly isRecent: boolean
}

/** The lines of one request. */
export async function findAuditLines({ context }: Flow, requestId: string): Promise<AuditLine[]> {
  const { db } = await context.database.get()
  const answer = await db.execute(sql`
    select request_id as "requestId", caller_request_id as "callerRequestId", subject,
      client_id as "clientId", institution_id as "institutionId", action, outcome, resource, detail,
      at > now() - interval '1 minute' as "isRecent"
    from api_audit where request_id = ${requestId} order by no`)
  return (answer as unknown as { rows: AuditLine[] }).rows
}

/** Everything that is kept about the accounts of an institution, to see that nothing changed. */
export async function readAccountRows(
  { context }: Flow,
  institutionId: string,
): Promise<unknown[]> {
  const { db } = await context.database.get()
  const answer = await db.execute(
    sql`select * from accounts where institution_id = ${institutionId} order by account_id`,
  )
  return (answer as unknown as { rows: unknown[] }).rows
}
