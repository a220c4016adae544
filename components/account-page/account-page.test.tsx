import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Account } from '@/components/accounts/account'
import { stubDialogs } from '@/components/session/testing-dialog'
import { AccountPage } from './account-page'
import { madeUpAccount } from './testing-account'

const scope = 'https://jackhenry.com/account-services/accounts.write'

/** The service: one account, its version, and what it answers next instead. */
let account: Account
let version: number
let sent: { method: string; ifMatch: string | null; body: unknown }[]
let nextAnswer: (() => Response | Promise<Response>) | null

beforeAll(stubDialogs)
beforeEach(() => {
  account = madeUpAccount
  version = 1
  sent = []
  nextAnswer = null
  window.history.replaceState(null, '', '/i/a/accounts/1')
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (path.endsWith('/available-balance')) {
      const asOf = '2026-11-23T12:00:00.000Z'
      return Response.json({
        currency: 'USD',
        availableBalanceCents: 120_000,
        heldCents: 5_000,
        asOf,
      })
    }
    if (init.method === 'GET') return answer()
    const headers = new Headers(init.headers)
    const body = JSON.parse(String(init.body))
    sent.push({ method: init.method ?? '', ifMatch: headers.get('if-match'), body })
    const prepared = nextAnswer
    nextAnswer = null
    if (prepared) return prepared()
    if (headers.get('if-match') !== `"${version}"`) return refuse(412, 'precondition_failed')
    change(body)
    return answer()
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const answer = () => Response.json(account, { headers: { etag: `"${version}"` } })
const refuse = (status: number, code: string, more = {}, headers = {}) =>
  Response.json({ code, ...more }, { status, headers })
function change(fields: Partial<Account>) {
  account = { ...account, ...fields }
  version += 1
}

interface Shown {
  granted?: readonly string[]
  requestable?: readonly string[]
  editing?: string | null
}

async function show({ granted = [scope], requestable = [], editing = null }: Shown = {}) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <AccountPage
        institution={{ institutionId: 'a', name: 'Cedar Valley FCU' }}
        subject="user-1"
        accountId={account.accountId}
        scopes={{ granted, requestable }}
        editing={editing}
      />
    </QueryClientProvider>,
  )
  await screen.findByRole('heading', { level: 1, name: account.name })
  return userEvent.setup()
}

const details = () => within(screen.getByRole('region', { name: 'Details' }))
const openForm = (user: ReturnType<typeof userEvent.setup>) =>
  user.click(details().getByRole('button', { name: 'Edit' }))
const save = (user: ReturnType<typeof userEvent.setup>) =>
  user.click(screen.getByRole('button', { name: 'Save changes' }))

it('changes what was typed, of the version that is shown, and says where it was saved', async () => {
  const user = await show()
  await openForm(user)
  const name = screen.getByLabelText('Name')
  expect(document.activeElement).toBe(name)
  await user.clear(name)
  await user.type(name, 'Home')
  await save(user)
  await screen.findByText('Saved at Cedar Valley FCU.')
  expect(sent).toEqual([{ method: 'PATCH', ifMatch: '"1"', body: { name: 'Home' } }])
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Home')
  expect(document.activeElement).toBe(details().getByRole('button', { name: 'Edit' }))
})

it('sends nothing that cannot be right, and leads to the field', async () => {
  const user = await show()
  await openForm(user)
  await user.clear(screen.getByLabelText('Name'))
  await user.clear(screen.getByLabelText('Overdraft limit (USD)'))
  await user.type(screen.getByLabelText('Overdraft limit (USD)'), '12,50')
  await save(user)
  expect(screen.getByRole('alert').textContent).toContain('2 fields need your attention')
  const name = screen.getByLabelText('Name')
  expect(document.activeElement).toBe(name)
  expect(name.getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByText('Enter an amount, for example 1,250.00.')).toBeTruthy()
  expect(sent).toEqual([])
})

it('shows what the service refuses at its field, in words of ours, and keeps everything', async () => {
  const user = await show()
  await openForm(user)
  await user.type(screen.getByLabelText('Officer (optional)'), ' and more')
  const errors = [{ in: 'body', field: 'officer', code: 'too_long', detail: '<b>theirs</b>' }]
  nextAnswer = () => refuse(422, 'invalid_fields', { errors })
  await save(user)
  await screen.findByText('Use 80 characters at most.')
  const officer = screen.getByLabelText<HTMLInputElement>('Officer (optional)')
  expect(officer.value).toBe('Ruth Abara and more')
  expect(document.activeElement).toBe(officer)
  expect(document.body.textContent).not.toContain('theirs')
})

it('keeps what was typed when somebody else was faster, says what they set, and then saves', async () => {
  const user = await show()
  await openForm(user)
  await user.type(screen.getByLabelText('Name'), ' of mine')
  change({ name: 'Theirs', officer: 'Theirs too' })
  await save(user)
  await screen.findByText(/Someone else changed this account/)
  expect(screen.getByText('Now “Theirs”, set by someone else.')).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Officer (optional)').value).toBe('Theirs too')
  await save(user)
  await screen.findByText('Saved at Cedar Valley FCU.')
  expect(sent.map(({ ifMatch, body }) => [ifMatch, body])).toEqual([
    ['"1"', { name: 'Household checking of mine' }],
    ['"2"', { name: 'Household checking of mine' }],
  ])
})

it('does not make a change twice whose answer was lost', async () => {
  const user = await show()
  await openForm(user)
  await user.type(screen.getByLabelText('Name'), ' twice')
  nextAnswer = () => {
    change({ name: 'Household checking twice' })
    return new Response('<h1>Bad gateway</h1>', { status: 504 })
  }
  await save(user)
  await screen.findByText("We don't know whether this was saved")
  await save(user)
  await screen.findByText('Saved at Cedar Valley FCU.')
  expect(version).toBe(2)
})

it.each([
  ['institution_authorization_required', {}, 'Renew in a new tab'],
  ['insufficient_scope', { 'x-requestable-scope': scope }, 'Ask for it in a new tab'],
])('%s keeps the page, and opens the way out beside it', async (code, headers, action) => {
  const user = await show()
  await openForm(user)
  await user.type(screen.getByLabelText('Name'), ' kept')
  nextAnswer = () => refuse(403, code, {}, headers)
  await save(user)
  const link = await screen.findByRole('link', { name: action })
  expect(link.getAttribute('target')).toBe('_blank')
  const query = new URL(link.getAttribute('href') ?? '', window.location.href).searchParams
  expect(query.get('institutionId')).toBe('a')
  expect(query.get('scope')).toBe(scope)
  expect(query.get('returnTo')).toBe('/i/a/accounts/1')
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Household checking kept')
})

it('offers to ask for the scope before anybody types, and comes back to the form', async () => {
  await show({ granted: [], requestable: [scope] })
  expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
  expect(screen.getByText('Signed in, but this permission is missing')).toBeTruthy()
  const link = screen.getByRole('link', { name: 'Ask for it' })
  const query = new URL(link.getAttribute('href') ?? '', window.location.href).searchParams
  expect(query.get('scope')).toBe(scope)
  expect(query.get('returnTo')).toBe(`/i/a/accounts/${account.accountId}?edit=details`)
})

it('does not ask again for a scope that was not granted', async () => {
  await show({ granted: [], requestable: [] })
  expect(screen.getByText(/did not grant it/)).toBeTruthy()
  expect(screen.queryByRole('link', { name: 'Ask for it' })).toBeNull()
})

it('says what a role does not include, where it would be looked for, and asks for no scope', async () => {
  account = {
    ...madeUpAccount,
    accountNumber: null,
    currentBalanceCents: null,
    availableBalanceCents: null,
    permissions: ['accounts.view'],
  }
  await show({ granted: [], requestable: [scope] })
  for (const words of ['seeing balances', 'changing details', 'changing dates']) {
    expect(
      screen.getByText(new RegExp(`at Cedar Valley FCU doesn't include ${words}`)),
    ).toBeTruthy()
  }
  expect(screen.queryByRole('link', { name: 'Ask for it' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
})

it('opens the form at once where the address says so, but only for who may use it', async () => {
  await show({ editing: 'dates' })
  expect(screen.getByRole('form', { name: 'Dates' })).toBeTruthy()
  cleanup()
  account = { ...madeUpAccount, permissions: ['accounts.view'] }
  await show({ editing: 'dates' })
  await waitFor(() => expect(screen.queryByRole('form')).toBeNull())
})
