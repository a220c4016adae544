import { describe, expect, it } from 'vitest'
import {
  type AccountsLook,
  accountsHref,
  everyAccount,
  parseAccountsLook,
  toAccountsQuery,
} from './accounts-look'

const parse = (search: string) => parseAccountsLook(new URLSearchParams(search))

const looks: [search: string, look: Partial<AccountsLook>][] = [
  ['', {}],
  ['?q=cedar+dental', { query: 'cedar dental' }],
  ['?q=%22%26%25%22', { query: '"&%"' }],
  ['?type=loan', { type: 'loan' }],
  ['?status=dormant', { status: 'dormant' }],
  ['?sort=-name', { sort: { by: 'name', direction: 'descending' } }],
  ['?sort=maturityOn', { sort: { by: 'maturityOn', direction: 'ascending' } }],
  ['?page=7', { page: 7 }],
  [
    '?q=elm&type=savings&status=closed&sort=-currentBalanceCents&page=2',
    {
      query: 'elm',
      type: 'savings',
      status: 'closed',
      sort: { by: 'currentBalanceCents', direction: 'descending' },
      page: 2,
    },
  ],
]

describe('the address of the accounts', () => {
  it.each(looks)('%s is read, and written the same', (search, look) => {
    expect(parse(search)).toEqual({ ...everyAccount, ...look })
    expect(accountsHref('inst-1', { ...everyAccount, ...look })).toBe(`/i/inst-1/accounts${search}`)
  })

  it.each([
    ['?q=', 'nothing to look for'],
    ['?q=%00%0A', 'nothing that can be looked for'],
    ['?type=Loan', 'a type that is spelled otherwise'],
    ['?type=__proto__&status=toString', 'names of something else'],
    ['?sort=accountNumber', 'an order that the API does not know'],
    ['?sort=--name', 'one minus too many'],
    ['?sort=', 'no order'],
    ['?page=0', 'a page before the first'],
    ['?page=-1', 'a page before that'],
    ['?page=1.5', 'half a page'],
    ['?page=1e3', 'a number in another spelling'],
    ['?page=99999', 'a page beyond what the API skips'],
    ['?page=999999999999999999999', 'a page beyond numbers'],
    ['?kind=loan', 'a parameter that nobody knows'],
  ])('%s, %s, counts as absent', (search) => {
    expect(parse(search)).toEqual(everyAccount)
  })

  it('encodes the institution', () => {
    expect(accountsHref('a/b?c')).toBe('/i/a%2Fb%3Fc/accounts')
  })
})

describe('toAccountsQuery', () => {
  it.each([
    ['  cedar \t dental\n', 'cedar dental'],
    ['a\u0000b', 'a b'],
    ['\ud83d', ''],
    ['x'.repeat(120), 'x'.repeat(100)],
    [`${'x'.repeat(99)}😀`, 'x'.repeat(99)],
    [`${'x'.repeat(99)} y`, 'x'.repeat(99)],
  ])('%j is looked for as %j', (text, query) => {
    expect(toAccountsQuery(text)).toBe(query)
    expect(toAccountsQuery(query)).toBe(query)
  })
})
