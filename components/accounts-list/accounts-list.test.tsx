import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ListedAccount } from '@/components/accounts/listed-accounts'
import { QueryProvider } from '@/components/session/query-provider'
import { AccountsList } from './accounts-list'
import { type AccountsLook, everyAccount } from './accounts-look'

// Fifty rows are many elements for a machine that is busy.
configure({ asyncUtilTimeout: 4_000 })

interface Question {
  query: string
  types?: string[]
  statuses?: string[]
  sort: AccountsLook['sort']
  limit: number
  offset: number
}

const all: ListedAccount[] = Array.from({ length: 120 }, (_, number) => ({
  accountId: `id/${number}`,
  name: `${number % 2 === 0 ? 'Cedar' : 'Elm'} account ${100 + number}`,
  type: number % 3 === 0 ? 'loan' : 'checking',
  status: number === 1 ? 'dormant' : 'open',
  maskedNumber: `••${4000 + number}`,
  accountNumber: null,
  currency: 'USD',
  currentBalanceCents: number * 1_000,
  availableBalanceCents: 0,
  openedOn: '2019-03-04',
  maturityOn: number % 3 === 0 ? '2027-06-15' : null,
}))

let permissions: string[]
let refuse: (question: Question) => Response | null
let questions: Question[]
/** Every look that was asked for, and whether Back takes it back. */
let steps: [string, Partial<AccountsLook>][]

beforeEach(() => {
  permissions = ['accounts.view', 'accounts.view-balances']
  refuse = () => null
  questions = []
  steps = []
  // jsdom scrolls nothing.
  Element.prototype.scrollIntoView = () => undefined
  vi.stubGlobal('fetch', async (path: string, init?: { body: string }) => {
    if (!path.startsWith('/api/bff/')) {
      return Response.json({ institutions: [{ institutionId: 'inst' }], total: 1 })
    }
    const question: Question = JSON.parse(init?.body ?? '{}')
    questions.push(question)
    return refuse(question) ?? Response.json(answerTo(question))
  })
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('AccountsList', () => {
  it('asks for what the address says, and shows it with links to each account', async () => {
    show({ query: 'cedar', type: 'loan', page: 1 })
    const link = await screen.findByRole('link', { name: 'Cedar account 100' })
    expect(link.getAttribute('href')).toBe('/i/inst/accounts/id%2F0')
    expect(questions).toEqual([
      {
        query: 'cedar',
        types: ['loan'],
        sort: { by: 'name', direction: 'ascending' },
        limit: 50,
        offset: 0,
      },
    ])
    const [, first] = screen.getAllByRole('row')
    expect(first?.textContent).toContain('Jun 15, 2027')
    expect(within(link).getByText('Cedar', { selector: 'mark' })).toBeTruthy()
  })

  it('holds the place of the rows, and speaks when they are there', async () => {
    show()
    expect(screen.queryByRole('table')).toBeNull()
    await screen.findByRole('table')
    expect(screen.getAllByRole('row')).toHaveLength(51)
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('120 accounts'))
  })

  it('looks once the typing stops, from the first page, without a step of history', async () => {
    const user = userEvent.setup()
    show({ page: 2 })
    await screen.findByRole('table')
    await user.type(screen.getByRole('searchbox'), 'elm')
    await screen.findByText('60 accounts match "elm".', { selector: '[aria-hidden]' })
    expect(steps).toEqual([['replace', { query: 'elm', page: 1 }]])
    expect(questions.map(({ query }) => query)).toEqual(['', 'elm'])
  })

  it('does not wait with Enter, and Escape takes the search back', async () => {
    const user = userEvent.setup()
    show()
    await screen.findByRole('table')
    await user.type(screen.getByRole('searchbox'), 'elm{Enter}')
    expect(steps).toEqual([['replace', { query: 'elm', page: 1 }]])
    await user.keyboard('{Escape}')
    expect(steps.at(-1)).toEqual(['replace', { query: '', page: 1 }])
    expect(screen.getByRole('searchbox')).toHaveProperty('value', '')
  })

  it('sorts by a column, then the other way, and says so to everybody', async () => {
    const user = userEvent.setup()
    show({ page: 2 })
    const header = await screen.findByRole('columnheader', { name: 'Balance' })
    expect(header.getAttribute('aria-sort')).toBeNull()
    expect(columnSort('Account')).toBe('ascending')
    await user.click(within(header).getByRole('button'))
    expect(columnSort('Balance')).toBe('ascending')
    expect(columnSort('Account')).toBeNull()
    await user.click(within(header).getByRole('button'))
    expect(columnSort('Balance')).toBe('descending')
    expect(steps.map(([step, { sort, page }]) => [step, sort?.direction, page])).toEqual([
      ['push', 'ascending', 1],
      ['push', 'descending', 1],
    ])
    await waitFor(() =>
      expect(screen.getByRole('status').textContent).toBe(
        '120 accounts. Sorted by Balance, highest first',
      ),
    )
  })

  it('takes along what is being typed when something is chosen', async () => {
    const user = userEvent.setup()
    show()
    await screen.findByRole('table')
    await user.type(screen.getByRole('searchbox'), 'elm')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Type' }), 'Loan')
    expect(steps).toEqual([['push', { query: 'elm', page: 1, type: 'loan' }]])
    await screen.findByText('20 accounts match "elm" and your filters.', {
      selector: '[aria-hidden]',
    })
    expect(steps).toHaveLength(1)
  })

  it('turns pages by real links, and goes to the start of the table', async () => {
    const user = userEvent.setup()
    show()
    const next = await screen.findByRole('link', { name: 'Next' })
    expect(next.getAttribute('href')).toBe('/i/inst/accounts?page=2')
    expect(screen.getByRole('link', { name: 'Previous' }).getAttribute('aria-disabled')).toBe(
      'true',
    )
    await user.click(next)
    await screen.findByText('51–100 of 120')
    expect(steps).toEqual([['push', { page: 2 }]])
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Accounts' }))
  })

  it('keeps the rows of before, marked, until others are there', async () => {
    const user = userEvent.setup()
    show()
    const next = await screen.findByRole('link', { name: 'Next' })
    const answer = Promise.withResolvers<Response>()
    vi.stubGlobal('fetch', () => answer.promise)
    await user.click(next)
    const region = screen.getByRole('region', { name: 'Accounts' })
    expect(region.getAttribute('aria-busy')).toBe('true')
    expect(screen.getAllByRole('row')).toHaveLength(51)
    answer.resolve(Response.json(answerTo({ ...question, offset: 50 })))
    await screen.findByText('51–100 of 120')
    expect(region.getAttribute('aria-busy')).toBeNull()
  })

  it('goes to the last page from one beyond it', async () => {
    show({ page: 9 })
    await screen.findByText('101–120 of 120')
    expect(steps).toEqual([['replace', { page: 3 }]])
  })

  it('says that nothing matches, and starts over on demand', async () => {
    const user = userEvent.setup()
    show({ query: 'zzz', type: 'loan', status: 'closed' })
    await screen.findByText('No accounts match "zzz" and your filters.', {
      selector: 'p:not([role])',
    })
    await user.click(screen.getByRole('button', { name: 'Clear search and filters' }))
    expect(steps).toEqual([['push', { query: '', type: null, status: null, page: 1 }]])
    expect(await screen.findByRole('table')).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  })

  it('says that there are no accounts at all', async () => {
    refuse = () => Response.json({ accounts: [], total: 0, permissions })
    show()
    expect(await screen.findByText('No accounts here yet')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Clear/ })).toBeNull()
  })
})

describe('what is not permitted', () => {
  it('is written in place of balances, which nothing can be sorted by', async () => {
    permissions = ['accounts.view']
    show()
    const header = await screen.findByRole('columnheader', { name: 'Balance' })
    expect(within(header).queryByRole('button')).toBeNull()
    expect(screen.getAllByRole('cell', { name: 'Not permitted' })).toHaveLength(50)
    expect(screen.getByText("Balances aren't shown.").parentElement?.textContent).toBe(
      "Balances aren't shown. Your role at Cedar Valley doesn't include seeing them; its administrator can change that.",
    )
    const orders = within(screen.getByRole('combobox', { name: 'Sort by' })).getAllByRole('option')
    expect(orders.map(({ textContent }) => textContent).join()).not.toContain('Balance')
  })

  it('is no reason to show nothing: an order by balances gives way to names', async () => {
    permissions = ['accounts.view']
    refuse = ({ sort }) =>
      sort.by === 'currentBalanceCents' ? deny('accounts.view-balances') : null
    show({ sort: { by: 'currentBalanceCents', direction: 'descending' }, query: 'elm', page: 2 })
    expect(await screen.findByText('1–50 of 60')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(steps).toEqual([['replace', { sort: everyAccount.sort, page: 1 }]])
  })

  it('is said in place of everything when it is all of it', async () => {
    refuse = () => deny('accounts.view')
    show()
    expect(
      await screen.findByText("You can't see accounts here", { selector: 'p:not([role])' }),
    ).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Go to home' }).getAttribute('href')).toBe('/i/inst')
    expect(screen.queryByRole('searchbox')).toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
    await waitFor(() =>
      expect(screen.getByRole('status').textContent).toBe("You can't see accounts here"),
    )
  })

  it('can be asked for when a scope is missing, and comes back to this address', async () => {
    const headers = { 'x-requestable-scope': 'accounts.read' }
    refuse = () => Response.json({ code: 'insufficient_scope' }, { status: 403, headers })
    show({ query: 'elm', page: 2 })
    const ask = await screen.findByRole('link', { name: 'Ask for it' })
    const { searchParams } = new URL(ask.getAttribute('href') ?? '', window.location.href)
    expect(searchParams.get('scope')).toBe('accounts.read')
    expect(searchParams.get('returnTo')).toBe('/i/inst/accounts?q=elm&page=2')
    expect(screen.queryByRole('searchbox')).toBeNull()
  })
})

it('says what failed, keeps what was typed, and tries again', async () => {
  const user = userEvent.setup()
  refuse = () => Response.json({ code: 'csrf_rejected', requestId: 'req-1' }, { status: 403 })
  show({ query: 'elm' })
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('req-1')
  expect(screen.getByRole('searchbox')).toHaveProperty('value', 'elm')
  refuse = () => null
  await user.click(within(alert).getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('1–50 of 60')).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
})

const question: Question = { query: '', sort: everyAccount.sort, limit: 50, offset: 0 }

/** The accounts at a look, which changes as the page's address would. */
function Accounts({ initial }: { initial: AccountsLook }) {
  const [look, setLook] = useState(initial)
  return (
    <AccountsList
      institution={{ institutionId: 'inst', name: 'Cedar Valley' }}
      subject="pat"
      look={look}
      onChangeLook={(change, step) => {
        steps.push([step, change])
        setLook({ ...look, ...change })
      }}
    />
  )
}

function show(look: Partial<AccountsLook> = {}) {
  render(
    <QueryProvider>
      <Accounts initial={{ ...everyAccount, ...look }} />
    </QueryProvider>,
  )
}

function answerTo({ query, types, statuses, limit, offset }: Question) {
  const found = all.filter(
    ({ name, type, status }) =>
      name.toLowerCase().includes(query) &&
      (types?.includes(type) ?? true) &&
      (statuses?.includes(status) ?? true),
  )
  const accounts = found.slice(offset, offset + limit).map((account) => ({
    ...account,
    ...(!permissions.includes('accounts.view-balances') && { currentBalanceCents: null }),
  }))
  return { accounts, total: found.length, permissions }
}

function deny(missingPermission: string): Response {
  return Response.json({ code: 'permission_denied', missingPermission }, { status: 403 })
}

function columnSort(name: string): string | null {
  return screen.getByRole('columnheader', { name }).getAttribute('aria-sort')
}
