import { expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { accountSchema } from './account-schemas'
import type { AccountRow } from './accounts-schema'
import { findMisfitDates } from './check-dates'
import { inventAccounts } from './sample-accounts'
import { toAccount } from './shown-account'

const institutions = [0, 1, 7, 99_999].map(institutionIdAt)

test.each(institutions)('%s has a few hundred accounts, the same each time', (institutionId) => {
  const accounts = inventAccounts(institutionId)
  expect(accounts.length).toBeGreaterThanOrEqual(200)
  expect(accounts.length).toBeLessThan(400)
  expect(inventAccounts(institutionId)).toEqual(accounts)
  expect(new Set(accounts.map(({ accountId }) => accountId)).size).toBe(accounts.length)
  expect(accounts.some(({ type }) => type === 'loan')).toBe(true)
})

test('an account is what the API may answer, and its dates go together', () => {
  for (const invented of institutions.flatMap(inventAccounts)) {
    const account = { version: 1, ...invented } as AccountRow
    accountSchema.parse(toAccount(account, new Set(['accounts.view-balances'])))
    expect(findMisfitDates(account)).toEqual([])
    const { currentBalanceCents, availableBalanceCents, heldCents } = account
    expect(
      [currentBalanceCents, availableBalanceCents, heldCents].every(Number.isSafeInteger),
    ).toBe(true)
  }
})

test('no account is at two institutions', () => {
  const ids = institutions.flatMap((id) => inventAccounts(id).map(({ accountId }) => accountId))
  expect(new Set(ids).size).toBe(ids.length)
})
