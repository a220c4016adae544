import 'server-only'
import { and, asc, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { AppError } from '@/lib/errors'
import { requireHeld } from '@/lib/resource-server/require-permission'
import type { accountListSchema, Inquiry } from './account-schemas'
import { type AccountsPlace, askAccounts } from './accounts-database'
import { type AccountRow, accounts } from './accounts-schema'
import { type Permissions, toListedAccount } from './shown-account'

/** For whom accounts are looked up, and where. */
export interface AccountsReader {
  readonly institutionId: string
  readonly permissions: Permissions
}

/** Everything, A to Z. */
export const everyAccount: Omit<Inquiry, 'limit' | 'offset'> = {
  query: '',
  sort: { by: 'name', direction: 'ascending' },
}

/**
 * A page of the accounts that match, as this person may see them.
 *
 * @throws AppError `permission_denied` for an order that would tell what the person may not see,
 *   `database_unavailable`
 */
export async function findAccounts(
  place: AccountsPlace,
  { institutionId, permissions }: AccountsReader,
  inquiry: Inquiry,
): Promise<z.input<typeof accountListSchema>> {
  const { sort, limit, offset } = inquiry
  if (sort.by === 'currentBalanceCents') requireHeld(permissions, 'accounts.view-balances')
  const where = and(eq(accounts.institutionId, institutionId), ...filters(inquiry, permissions))
  const [rows, total] = await askAccounts(place, institutionId, async (db) => [
    await db
      .select()
      .from(accounts)
      .where(where)
      .orderBy(...orderOf(sort), asc(accounts.accountId))
      .limit(limit)
      .offset(offset),
    await db.$count(accounts, where),
  ])
  return {
    accounts: rows.map((row) => toListedAccount(row, permissions)),
    ...{ total, offset, limit },
    permissions: [...permissions],
  }
}

/**
 * One account of the institution.
 *
 * @throws AppError `not_found`, `database_unavailable`
 */
export async function requireAccount(
  place: AccountsPlace,
  { institutionId }: AccountsReader,
  accountId: string,
): Promise<AccountRow> {
  if (!isAccountId(accountId)) throw noSuchAccount()
  const [row] = await askAccounts(place, institutionId, (db) =>
    db.select().from(accounts).where(isAccount(institutionId, accountId)),
  )
  if (row === undefined) throw noSuchAccount()
  return row
}

/** Ids have one shape; what has another is not even looked for. */
export const isAccountId = (id: string) => /^[0-9a-f]{16}$/.test(id)

/** The same for an account that is nowhere and one of another institution. */
export const noSuchAccount = () => new AppError('not_found', 'the institution has no such account')

/** Names one account. */
export const isAccount = (institutionId: string, accountId: string) =>
  and(eq(accounts.institutionId, institutionId), eq(accounts.accountId, accountId))

function filters(
  { query, types, statuses }: Inquiry,
  permissions: Permissions,
): (SQL | undefined)[] {
  const words = query.split(/\s+/).filter((word) => word !== '')
  return [
    types && inArray(accounts.type, types),
    statuses && inArray(accounts.status, statuses),
    ...words.map((word) => or(...placesOf(word, permissions))),
  ]
}

/** Digits hit what of the number is shown: a hit on more would tell the rest. */
function placesOf(word: string, permissions: Permissions): SQL[] {
  const anywhere = `%${word.replace(/[\\%_]/g, '\\$&')}%`
  const number = permissions.has('accounts.view-numbers')
    ? sql`${accounts.accountNumber}`
    : sql`right(${accounts.accountNumber}, 4)`
  return [
    sql`${accounts.name} ilike ${anywhere}`,
    sql`${accounts.officer} ilike ${anywhere}`,
    sql`${accounts.accountId} = ${word.toLowerCase()}`,
    sql`${number} like ${anywhere}`,
  ]
}

function orderOf({ by, direction }: Inquiry['sort']): SQL[] {
  const column = by === 'name' ? sql`lower(${accounts.name})` : sql`${accounts[by]}`
  const order = direction === 'ascending' ? asc(column) : desc(column)
  // What has no date comes last either way.
  return by === 'maturityOn' ? [sql`${accounts.maturityOn} is null`, order] : [order]
}
