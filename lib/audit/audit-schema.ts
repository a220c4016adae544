import 'server-only'
import { bigint, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/** As the SQL files in migrations/ make it. */
export const apiAudit = pgTable('api_audit', {
  no: bigint('no', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
  requestId: text('request_id').notNull(),
  callerRequestId: text('caller_request_id'),
  subject: text('subject'),
  clientId: text('client_id'),
  institutionId: text('institution_id').notNull(),
  action: text('action').notNull(),
  outcome: text('outcome').$type<'changed' | 'refused'>().notNull(),
  resource: text('resource'),
  detail: jsonb('detail').$type<Readonly<Record<string, unknown>>>().notNull(),
})
