import type { Account } from '@/components/accounts/account'
import type { ListedAccount } from '@/components/accounts/listed-accounts'
import type { RememberedView } from '@/lib/http/remembered-view'
import type { OwnSessionView, SessionView } from '@/lib/http/session-view'
import type { Institution, InstitutionPage } from '@/lib/institutions/institution'

const names = [
  'Cedar Valley Federal Credit Union',
  'First National Bank',
  'First National Bank',
  'Ozark Savings & Loan',
  "Farmers' & Merchants' Bank of the Upper Missouri River Valley",
  'Bank of Monett',
  'Harbor Community Credit Union',
  'Peña Blanca Federal Credit Union',
  'Prairie State Bank',
  'Lakeshore Trust',
  'Tri-County Teachers Credit Union',
  'Copper Ridge Bank',
]
const kinds = ['Savings Bank', 'State Bank', 'Community Credit Union', 'Trust', 'Farm Credit Union']
const towns = ['Aurora', 'Bellview', 'Carthage', 'Dunmore', 'Elk Grove', 'Fairfield', 'Granby']
const places = [
  ['Cedar Falls', 'IA'],
  ['Monett', 'MO'],
  ['Springfield', 'IL'],
  ['Branson', 'MO'],
  ['Sioux City', 'IA'],
] as const

/** A made-up institution for each number. */
export function createInstitution(number: number): Institution {
  const [city, state] = places[number % places.length] ?? places[0]
  return {
    institutionId: `inst-${1000 + number}`,
    name: names[number] ?? `${towns[number % 7]} ${kinds[number % 5]}`,
    city,
    state,
    routingNumber: String(101_205_681 + number * 37),
    groups: ['Tellers', 'Wire approvers'],
  }
}

/** The first rows of a made-up list. */
export function createInstitutionPage({
  shown,
  total,
}: {
  shown: number
  total: number
}): InstitutionPage {
  return {
    institutions: Array.from({ length: shown }, (_, number) => createInstitution(number)),
    total,
    ...(total > shown ? { nextCursor: 'next' } : {}),
  }
}

/** What somebody has at hand. */
export function createRemembered(): RememberedView {
  return {
    pinned: [createInstitution(5), createInstitution(7)],
    recent: [createInstitution(0), createInstitution(11)],
  }
}

/** A time from now, or before; ISO 8601. */
export function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString()
}

/** A session that was signed in a little while ago. */
export function createSession(institutionId: string): SessionView {
  return {
    user: {
      issuer: 'http://localhost:4010/a/oidc-provider/api/v0',
      subject: '5f0c9c3e-8a1b-4d0e-9a55-1f6f1d9f2b7c',
      name: 'Pat Morgan',
      username: 'few@example.test',
    },
    expires: inMinutes(432),
    idleExpires: inMinutes(14.6),
    institutions: [
      {
        institutionId,
        scopes: ['openid', 'profile', 'https://jackhenry.com/account-services/accounts.read'],
        accessTokenExpires: inMinutes(8.2),
        refreshes: 2,
      },
    ],
  }
}

/** The same person on three devices, one of them long ago and in many institutions. */
export function createOwnSessions(): OwnSessionView[] {
  const open = (count: number, names: number) =>
    Array.from({ length: count }, (_, number) => {
      const { institutionId, name } = createInstitution(number)
      return { institutionId, name: number < names ? name : null }
    })
  const row = { ref: 'a', current: false, startedAt: inMinutes(-48), lastActiveAt: inMinutes(-1) }
  return [
    { ...row, current: true, device: 'Chrome on Windows', institutions: open(2, 2) },
    { ...row, ref: 'b', device: 'Safari on iPhone', institutions: open(0, 0) },
    {
      ref: 'c',
      current: false,
      device: 'Edge on Windows',
      startedAt: inMinutes(-2_912),
      lastActiveAt: inMinutes(-95),
      institutions: open(7, 6),
    },
    { ...row, ref: 'd', device: 'Unknown browser', institutions: open(2, 0) },
  ]
}

const accountNames = [
  'Household checking',
  'Rainy day savings',
  'Auto loan',
  '18-month certificate',
]
const accountTypes = ['checking', 'savings', 'loan', 'certificate'] as const

/** Made-up accounts, one of them overdrawn. */
export function createAccounts(count: number): ListedAccount[] {
  return Array.from({ length: count }, (_, number) => ({
    accountId: `account-${number}`,
    name: accountNames[number % accountNames.length] ?? 'Account',
    type: accountTypes[number % accountTypes.length] ?? 'checking',
    status: number === 5 ? 'dormant' : number === 8 ? 'closed' : 'open',
    maskedNumber: `••${4021 + number * 17}`,
    accountNumber: null,
    currency: 'USD',
    currentBalanceCents: number === 2 ? -1_842_311 : 128_455 * (number + 1) ** 2,
    availableBalanceCents: number === 2 ? 0 : 120_000 * (number + 1) ** 2,
    openedOn: '2019-03-04',
    maturityOn: number % 4 < 2 ? null : '2027-06-15',
  }))
}

/** All of the fourth of them, for somebody who may do so much. */
export function createAccount(permissions: readonly string[]): Account {
  const mayKnow = permissions.includes('accounts.view-balances')
  const [listed] = createAccounts(4).slice(-1)
  if (listed === undefined) throw new Error('made-up accounts are missing')
  return {
    ...listed,
    accountNumber: permissions.includes('accounts.view-numbers') ? '4097644072' : null,
    currentBalanceCents: mayKnow ? listed.currentBalanceCents : null,
    availableBalanceCents: mayKnow ? listed.availableBalanceCents : null,
    statementDelivery: 'paper',
    officer: 'Ruth Abara',
    note: 'Called on Monday.\nWants paper statements.',
    overdraftLimitCents: 50_000,
    nextStatementOn: '2027-01-22',
    nextReviewOn: null,
    changedAt: inMinutes(-600_000),
    permissions,
  }
}
