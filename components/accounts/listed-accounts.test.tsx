import { describe, expect, it } from 'vitest'
import { parseAccountList } from './listed-accounts'

const account = {
  accountId: 'a-1',
  name: 'Household checking',
  type: 'checking',
  status: 'open',
  maskedNumber: '••4021',
  accountNumber: null,
  currency: 'USD',
  currentBalanceCents: -1234,
  availableBalanceCents: 0,
  openedOn: '2019-03-04',
  maturityOn: null,
}
const permissions = ['accounts.view']

describe('parseAccountList', () => {
  it('reads an answer of the expected shape', () => {
    const body = { accounts: [account], total: 7, permissions }
    expect(parseAccountList(body)).toEqual(body)
  })

  it('reads balances that are withheld', () => {
    const withheld = withAccount({ currentBalanceCents: null, availableBalanceCents: null })
    expect(parseAccountList(withheld)).toEqual(withheld)
  })

  it('reads an answer without accounts', () => {
    const body = { accounts: [], total: 0, permissions }
    expect(parseAccountList(body)).toEqual(body)
  })

  it.each([
    ['nothing', null],
    ['a list', [account]],
    ['a text', 'accounts'],
    ['accounts that are not a list', { accounts: {}, total: 0, permissions }],
    ['no total', { accounts: [] }],
    ['a total below what it holds', { accounts: [account], total: 0, permissions }],
    ['cents that are not whole', withAccount({ currentBalanceCents: 12.5 })],
    ['cents as text', withAccount({ currentBalanceCents: '1234' })],
    ['an unknown type', withAccount({ type: 'crypto' })],
    ['a currency that cannot be formatted', withAccount({ currency: 'dollars' })],
    ['no number', withAccount({ maskedNumber: undefined })],
    ['a date that is none', withAccount({ maturityOn: 'soon' })],
    ['no permissions', { accounts: [account], total: 1 }],
    ['an account that is null', { accounts: [null], total: 1, permissions }],
  ])('refuses %s', (_, body) => {
    expect(parseAccountList(body)).toBeNull()
  })
})

function withAccount(change: Record<string, unknown>) {
  return { accounts: [{ ...account, ...change }], total: 1, permissions }
}
