import { describe, expect, it } from 'vitest'
import { parseAccountsAnswer } from './accounts-answer'

const account = {
  accountId: 'a-1',
  name: 'Household checking',
  type: 'checking',
  maskedNumber: '••4021',
  currency: 'USD',
  currentBalanceCents: -1234,
  availableBalanceCents: 0,
  openedOn: '2019-03-04',
}

describe('parseAccountsAnswer', () => {
  it('reads an answer of the expected shape', () => {
    expect(parseAccountsAnswer({ accounts: [account], total: 7 })).toEqual({
      accounts: [account],
      total: 7,
    })
  })

  it('reads balances that are withheld', () => {
    const withheld = withAccount({ currentBalanceCents: null, availableBalanceCents: null })
    expect(parseAccountsAnswer(withheld)).toEqual(withheld)
  })

  it('reads an answer without accounts', () => {
    expect(parseAccountsAnswer({ accounts: [], total: 0 })).toEqual({ accounts: [], total: 0 })
  })

  it.each([
    ['nothing', null],
    ['a list', [account]],
    ['a text', 'accounts'],
    ['accounts that are not a list', { accounts: {}, total: 0 }],
    ['no total', { accounts: [] }],
    ['a total below what it holds', { accounts: [account], total: 0 }],
    ['cents that are not whole', withAccount({ currentBalanceCents: 12.5 })],
    ['cents as text', withAccount({ currentBalanceCents: '1234' })],
    ['an unknown type', withAccount({ type: 'crypto' })],
    ['a currency that cannot be formatted', withAccount({ currency: 'dollars' })],
    ['no number', withAccount({ maskedNumber: undefined })],
    ['an account that is null', { accounts: [null], total: 1 }],
  ])('refuses %s', (_, body) => {
    expect(parseAccountsAnswer(body)).toBeNull()
  })
})

function withAccount(change: Record<string, unknown>) {
  return { accounts: [{ ...account, ...change }], total: 1 }
}
