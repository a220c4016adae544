import type { ComponentProps, ReactNode } from 'react'
import { AccountsSpecimen } from './accounts-specimen'
import { framed } from './framed'
import { createAccounts, createInstitution } from './made-up-data'

const institution = createInstitution(0)
const permissions = ['accounts.view', 'accounts.view-balances', 'accounts.view-numbers']
const readScope = 'https://jackhenry.com/account-services/accounts.read'

/** The accounts of an institution in every state. */
export const accountsPages: Record<string, () => ReactNode> = {
  accounts: () => accounts({ answer: { accounts: rows(50), total: 312, permissions } }),
  'accounts-last-page': () =>
    accounts({ look: { page: 7 }, answer: { accounts: rows(12), total: 312, permissions } }),
  'accounts-search': () =>
    accounts({
      look: { query: 'loan', sort: { by: 'currentBalanceCents', direction: 'descending' } },
      answer: { accounts: rows(12).filter(({ type }) => type === 'loan'), total: 3, permissions },
    }),
  'accounts-loading': () => accounts({}),
  'accounts-no-match': () => accounts({ look: { query: 'cedr' }, answer: none }),
  'accounts-no-match-filters': () =>
    accounts({ look: { query: 'cedr', type: 'loan' }, answer: none }),
  'accounts-none': () => accounts({ answer: none }),
  'accounts-withheld': () =>
    accounts({
      answer: {
        accounts: createAccounts(14).map((account) => ({
          ...account,
          currentBalanceCents: null,
          availableBalanceCents: null,
        })),
        total: 14,
        permissions: ['accounts.view'],
      },
    }),
  'accounts-no-permission': () =>
    accounts({
      problem: { status: 403, code: 'permission_denied', missingPermission: 'accounts.view' },
    }),
  'accounts-scope': () =>
    accounts({
      problem: {
        status: 403,
        code: 'insufficient_scope',
        missingScope: readScope,
        requestableScope: readScope,
      },
    }),
  'accounts-failure': () =>
    accounts({
      look: { query: 'cedar' },
      problem: { status: 502, code: 'upstream_unreachable', requestId: 'req_01JD3V9' },
    }),
}

const none = { accounts: [], total: 0, permissions }

function rows(count: number) {
  return createAccounts(count).map((account, number) => ({
    ...account,
    accountNumber: `40976${47_205 + number * 17}`,
  }))
}

function accounts(props: Omit<ComponentProps<typeof AccountsSpecimen>, 'institution'>) {
  const { institutionId, name } = institution
  return framed(<AccountsSpecimen institution={{ institutionId, name }} {...props} />)
}
