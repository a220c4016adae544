import 'server-only'
import { join } from 'node:path'
import type { Database, Statements } from '@/lib/database/database'
import { makeTables } from '@/lib/database/make-tables'
import { prepareOnce } from '@/lib/database/prepare-once'
import { apiAudit } from './audit-schema'

/** A fact that is kept: who, where, what, under which request. When is the database's to say. */
export interface AuditEntry {
  readonly requestId: string
  /** What the caller named its request, to be found in the caller's log. */
  readonly callerRequestId: string | null
  /** Null where no valid token said who it was. */
  readonly subject: string | null
  readonly clientId: string | null
  /** Of the path, also where the token is for another one. */
  readonly institutionId: string
  /** For example `PATCH …/accounts/{accountId}`. */
  readonly action: string
  readonly outcome: 'changed' | 'refused'
  /** What was changed, or was to be. */
  readonly resource: string | null
  /** Of a change, each field's old and new value; of a refusal, its reason. */
  readonly detail: Readonly<Record<string, unknown>>
}

const tables = {
  folder: join(process.cwd(), 'lib/audit/migrations'),
  journal: 'audit_migrations',
}
const longestText = 200

/** Makes the table where it is missing. */
export function prepareAuditTrail(database: Database): Promise<void> {
  return prepareOnce(database, tables.journal, () => makeTables(database, tables))
}

/** Adds an entry; in the transaction of a change, so that neither is without the other. */
export async function recordAudit(
  db: Pick<Statements, 'insert'>,
  { requestId, callerRequestId, subject, clientId, outcome, detail, ...entry }: AuditEntry,
): Promise<void> {
  await db.insert(apiAudit).values({
    requestId,
    callerRequestId,
    outcome,
    detail: JSON.parse(JSON.stringify(detail), (_, value: unknown) =>
      typeof value === 'string' ? toStorable(value) : value,
    ),
    subject: subject && toText(subject),
    clientId: clientId && toText(clientId),
    institutionId: toText(entry.institutionId),
    action: toText(entry.action),
    resource: entry.resource && toText(entry.resource),
  })
}

/** What came in a path may be long. */
const toText = (value: string) => toStorable(value).slice(0, longestText)

/** Without what no text of Postgres can hold: an entry must not be lost by what it is about. */
const toStorable = (value: string) => value.toWellFormed().replaceAll('\u0000', '�')
