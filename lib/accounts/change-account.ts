import 'server-only'
import { recordAudit } from '@/lib/audit/audit-trail'
import { AppError } from '@/lib/errors'
import type { AccountChange } from './account-schemas'
import { type AccountsPlace, askAccounts } from './accounts-database'
import { type AccountRow, accounts } from './accounts-schema'
import { isAccount, isAccountId, noSuchAccount } from './find-accounts'

/** Who changes an account, where, and under which request. */
export interface AccountEditor {
  readonly user: { readonly subject: string }
  readonly institutionId: string
  readonly clientId: string | null
  readonly requestId: string
  readonly callerRequestId: string | null
}

/** What is to change, of which version. */
export interface RequestedChange {
  readonly action: string
  readonly accountId: string
  readonly versions: readonly number[]
  readonly change: AccountChange
  /** What the account itself has to say to the change. */
  check?(account: AccountRow): void
}

/**
 * Changes fields of an account and notes it in the audit trail, both or neither. What changes nothing
 * is answered as it is.
 *
 * @throws AppError `not_found`, `precondition_failed` when the account has another version by now, what
 *   `check` throws, `database_unavailable`
 */
export async function changeAccount(
  place: AccountsPlace,
  editor: AccountEditor,
  { action, accountId, versions, change, check }: RequestedChange,
): Promise<AccountRow> {
  const { institutionId } = editor
  if (!isAccountId(accountId)) throw noSuchAccount()
  return askAccounts(place, institutionId, (db) =>
    db.transaction(async (transaction) => {
      const [before] = await transaction
        .select()
        .from(accounts)
        .where(isAccount(institutionId, accountId))
        .for('update')
      if (before === undefined) throw noSuchAccount()
      if (!versions.includes(before.version)) {
        throw new AppError('precondition_failed', 'the account has another version', {
          facts: { version: before.version },
        })
      }
      check?.({ ...before, ...(change as Partial<AccountRow>) })
      const changed = findChanged(before, change)
      if (Object.keys(changed).length === 0) return before
      const [after] = await transaction
        .update(accounts)
        .set({ ...change, version: before.version + 1, changedAt: new Date() })
        .where(isAccount(institutionId, accountId))
        .returning()
      if (after === undefined) throw new Error('the locked row is gone')
      const { user, clientId, requestId, callerRequestId } = editor
      await recordAudit(transaction, {
        ...{ requestId, callerRequestId, clientId, institutionId, action },
        subject: user.subject,
        outcome: 'changed',
        resource: accountId,
        detail: { version: after.version, changed },
      })
      return after
    }),
  )
}

/** For each field that really changes, from what to what. */
function findChanged(before: AccountRow, change: AccountChange): Record<string, unknown> {
  const fields = Object.entries(change) as [keyof AccountChange, unknown][]
  return Object.fromEntries(
    fields
      .filter(([name, to]) => before[name] !== to)
      .map(([name, to]) => [name, { from: before[name], to }]),
  )
}
