import 'server-only'
import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'

// As the SQL files in migrations/ make them, which know the collations and indexes.

/** What may be opened, with what it is searched and sorted by. */
export const institutions = pgTable('institutions', {
  no: integer('no').primaryKey().generatedAlwaysAsIdentity(),
  institutionId: text('institution_id').notNull().unique(),
  name: text('name').notNull(),
  city: text('city'),
  state: text('state'),
  routingNumber: text('routing_number'),
  sortKey: text('sort_key').notNull(),
  searchName: text('search_name').notNull(),
  searchWrittenName: text('search_written_name').notNull(),
  searchText: text('search_text').notNull(),
  searchId: text('search_id').notNull(),
})

/** Who may open which institution, in which roles. The name is a subject or username, or `*`. */
export const entitlements = pgTable(
  'entitlements',
  {
    userName: text('user_name').notNull(),
    institutionNo: integer('institution_no')
      .notNull()
      .references(() => institutions.no, { onDelete: 'cascade' }),
    roles: text('roles').array().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.userName, table.institutionNo] })],
)

/** Who may open every institution, without a row for each. */
export const entitlementsToAll = pgTable('entitlements_to_all', {
  userName: text('user_name').primaryKey(),
  roles: text('roles').array().notNull().default([]),
})

/** One row, which triggers change with every change of the other tables. */
export const directoryVersion = pgTable('directory_version', {
  version: bigint('version', { mode: 'number' }).notNull(),
})
