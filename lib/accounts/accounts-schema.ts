import 'server-only'
import { bigint, date, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { accountStatuses, accountTypes, statementDeliveries } from './account-schemas'

const cents = (name: string) => bigint(name, { mode: 'number' }).notNull()

/** As the SQL files in migrations/ make it. */
export const accounts = pgTable(
  'accounts',
  {
    institutionId: text('institution_id').notNull(),
    accountId: text('account_id').notNull(),
    version: integer('version').notNull().default(1),
    accountNumber: text('account_number').notNull(),
    name: text('name').notNull(),
    type: text('type').$type<(typeof accountTypes)[number]>().notNull(),
    status: text('status').$type<(typeof accountStatuses)[number]>().notNull(),
    statementDelivery: text('statement_delivery')
      .$type<(typeof statementDeliveries)[number]>()
      .notNull(),
    officer: text('officer'),
    note: text('note'),
    currency: text('currency').notNull(),
    currentBalanceCents: cents('current_balance_cents'),
    availableBalanceCents: cents('available_balance_cents'),
    heldCents: cents('held_cents'),
    overdraftLimitCents: cents('overdraft_limit_cents'),
    openedOn: date('opened_on', { mode: 'string' }).notNull(),
    maturityOn: date('maturity_on', { mode: 'string' }),
    nextStatementOn: date('next_statement_on', { mode: 'string' }).notNull(),
    nextReviewOn: date('next_review_on', { mode: 'string' }),
    changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.institutionId, table.accountId] })],
)

/** Institutions whose made-up accounts have been made. */
export const sampleInstitutions = pgTable('sample_institutions', {
  institutionId: text('institution_id').primaryKey(),
})

/** An account as it is kept. */
export type AccountRow = typeof accounts.$inferSelect
