import { describe, expect, it } from 'vitest'
import { type AccountsLook, everyAccount } from './accounts-look'
import { describeAccounts, describeRange, speakOfAccounts } from './describe-accounts'

const answered = (total: number, look: Partial<AccountsLook> = {}) => ({
  look: { ...everyAccount, ...look },
  total,
})

describe('describeAccounts', () => {
  it.each([
    [answered(0), 'No accounts'],
    [answered(1), '1 account'],
    [answered(1_312), '1,312 accounts'],
    [answered(12, { query: 'cedar' }), '12 accounts match "cedar".'],
    [answered(1, { query: 'cedar' }), '1 account matches "cedar".'],
    [answered(0, { query: 'x' }), 'No accounts match "x".'],
    [answered(3, { type: 'loan' }), '3 accounts match your filters.'],
    [answered(0, { query: 'x', status: 'closed' }), 'No accounts match "x" and your filters.'],
  ])('%o: %s', (which, words) => {
    expect(describeAccounts(which)).toBe(words)
  })
})

describe('speakOfAccounts', () => {
  it('says besides which page it is, and in which order', () => {
    expect(speakOfAccounts(answered(312))).toBe('312 accounts')
    expect(speakOfAccounts(answered(312, { page: 2 }))).toBe('312 accounts. Page 2 of 7')
    const sort = { by: 'currentBalanceCents', direction: 'descending' } as const
    expect(speakOfAccounts(answered(60, { query: 'elm', page: 2, sort }))).toBe(
      '60 accounts match "elm". Page 2 of 2. Sorted by Balance, highest first',
    )
    expect(speakOfAccounts(answered(0, { query: 'x', sort }))).toBe('No accounts match "x"')
  })
})

describe('describeRange', () => {
  it.each([
    [answered(312), '1–50 of 312'],
    [answered(312, { page: 7 }), '301–312 of 312'],
    [answered(1), '1–1 of 1'],
    [answered(1_060, { page: 21 }), '1,001–1,050 of 1,060'],
  ])('%o: %s', (which, words) => {
    expect(describeRange(which)).toBe(words)
  })
})
