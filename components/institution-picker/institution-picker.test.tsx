import { act, cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { QueryProvider } from '@/components/session/query-provider'
import type { Institution, InstitutionPage } from '@/lib/institutions/institution'
import { InstitutionPicker } from './institution-picker'

// Fifty rows are many elements for a machine that is busy.
configure({ asyncUtilTimeout: 4_000 })

// A to Z by name, as the server lists them.
const names = ['Bank of Monett', 'Cedar Valley FCU', 'First Bank', 'First Bank', 'Peña Blanca FCU']
const all: Institution[] = Array.from({ length: 120 }, (_, number) => ({
  institutionId: `id-${number}`,
  name: names[number] ?? `Prairie Bank ${100 + number}`,
  city: 'Monett',
  state: 'MO',
  routingNumber: String(101_205_681 + number),
}))

/** Whether the whole list can be had, so that the browser searches it by itself. */
let hasList: boolean
let requests: URL[]
let opened: string[]

beforeEach(() => {
  hasList = false
  requests = []
  opened = []
  window.history.replaceState(null, '', '/institutions')
  vi.stubGlobal('fetch', async (path: string) => {
    const address = new URL(path, window.location.href)
    if (address.pathname === '/api/institutions/pins') {
      return Response.json({ pinned: [all[4]], recent: [] })
    }
    if (address.pathname === '/api/institutions/list') {
      return hasList
        ? Response.json({ institutions: all, total: all.length })
        : Response.json({ code: 'not_found' }, { status: 404 })
    }
    requests.push(address)
    return Response.json(findPage(address.searchParams))
  })
  document.addEventListener('click', recordOpening)
})

afterEach(() => {
  cleanup()
  document.removeEventListener('click', recordOpening)
  vi.unstubAllGlobals()
})

describe('InstitutionPicker', () => {
  it('lists real links and needs no request for the first rows', () => {
    show({ initial: pageOf(all.slice(0, 5), 5) })
    const link = screen.getByRole('link', { name: /Cedar Valley FCU/ })
    expect(link.getAttribute('href')).toBe('/i/id-1')
    expect(link.textContent).toContain('Monett, MO · Routing 101205682')
    expect(requests).toEqual([])
  })

  it('encodes ids in links', () => {
    show({ initial: pageOf([{ institutionId: 'a/b?c', name: 'Odd' }], 1) })
    expect(screen.getByRole('link').getAttribute('href')).toBe('/i/a%2Fb%3Fc')
  })

  it('shows ids of institutions that share a name, and only of those', () => {
    show({ initial: pageOf(all.slice(0, 5), 5) })
    const twins = screen.getAllByRole('link', { name: /First Bank/ })
    expect(twins.map((twin) => /ID (\S+)$/.exec(twin.textContent ?? '')?.[1])).toEqual([
      'id-2',
      'id-3',
    ])
    expect(screen.getByRole('link', { name: /Monett$|Bank of Monett/ }).textContent).not.toContain(
      'ID ',
    )
  })

  it('has no search for eight institutions, and a focused one for nine', () => {
    show({ initial: pageOf(all.slice(0, 8), 8) })
    expect(screen.queryByRole('searchbox')).toBeNull()
    cleanup()
    show({ initial: pageOf(all.slice(0, 9), 9) })
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  })

  it('searches once after the typing, marks what matched and keeps the address in step', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 120) })
    await user.type(screen.getByRole('searchbox'), 'pena')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    expect(requests.map((request) => request.searchParams.get('query'))).toEqual(['pena'])
    expect(screen.getByText('Peña', { selector: 'mark' })).toBeTruthy()
    expect(window.location.search).toBe('?q=pena')
  })

  it('announces the result half a second after the typing, and names what Enter opens', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 120) })
    expect(screen.getByRole('status').textContent).toBe('120 institutions')
    await user.type(screen.getByRole('searchbox'), 'cedar')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    expect(screen.getByRole('status').textContent).toBe('120 institutions')
    await waitFor(() =>
      expect(screen.getByRole('status').textContent).toBe(
        '1 institution matches "cedar". Press Enter to open Cedar Valley FCU, Monett, MO.',
      ),
    )
  })

  it('opens the first result on Enter, even when the answer is still on its way', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 120) })
    await user.type(screen.getByRole('searchbox'), 'monett bank{Enter}')
    await waitFor(() => expect(opened).toEqual(['/i/id-0']))
  })

  it('does nothing on Enter in an empty field', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 120) })
    await user.type(screen.getByRole('searchbox'), '{Enter}')
    await pause(300)
    expect(opened).toEqual([])
  })

  it('moves between field and rows with the arrow keys, Home and End', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 20), 20) })
    const links = screen.getAllByRole('link')
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(links[0])
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(document.activeElement).toBe(links[2])
    await user.keyboard('{End}')
    expect(document.activeElement).toBe(links[19])
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(links[19])
    await user.keyboard('{Home}{ArrowUp}')
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  })

  it('takes a letter typed on a row back to the field', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 20), 20) })
    await user.type(screen.getByRole('searchbox'), 'ban')
    await user.keyboard('{ArrowDown}k')
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('bank')
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  })

  it('leaves shortcuts of the browser alone on a row', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 20), 20) })
    await user.keyboard('{ArrowDown}{Control>}c{/Control}')
    expect(document.activeElement).toBe(screen.getAllByRole('link')[0])
  })

  it('clears the search on Escape and shows everything again', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 120) })
    await user.type(screen.getByRole('searchbox'), 'cedar')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    await user.keyboard('{Escape}')
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(50))
    expect(window.location.search).toBe('')
  })

  it('says that nothing matches and offers to clear the search', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 120) })
    await user.type(screen.getByRole('searchbox'), 'cedr')
    await user.click(await screen.findByRole('button', { name: 'Clear search' }))
    expect(screen.getAllByRole('listitem')).toHaveLength(50)
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  })

  it('appends the next rows and puts the focus on the first of them', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 120) })
    expect(screen.getByText('Showing 50 of 120.')).toBeTruthy()
    const more = screen.getByRole('link', { name: 'Show 50 more' })
    expect(more.getAttribute('href')).toBe('/institutions?limit=100')
    await user.click(more)
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(100))
    expect(document.activeElement?.getAttribute('href')).toBe('/i/id-50')
    expect(requests.at(-1)?.searchParams.get('cursor')).toBe('50')
    await user.click(screen.getByRole('link', { name: 'Show 20 more' }))
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(120))
    expect(screen.queryByText(/^Showing/)).toBeNull()
  })

  it('tells why the list failed, with a reference, and loads it on Try again', async () => {
    const user = userEvent.setup()
    show({
      initial: pageOf([], 0),
      error: { code: 'directory_unavailable', status: 503, requestId: 'req-1' },
    })
    const alert = screen.getByRole('alert')
    expect(within(alert).getByText("We couldn't load your institutions.")).toBeTruthy()
    expect(alert.textContent).toContain('req-1')
    expect(requests).toEqual([])
    await user.click(screen.getByRole('link', { name: 'Try again' }))
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(50))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('keeps the rows when the next ones fail, and goes on where it stopped', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 120) })
    const working = globalThis.fetch
    vi.stubGlobal('fetch', async () => Response.json({ code: 'rate_limited' }, { status: 429 }))
    await user.click(screen.getByRole('link', { name: 'Show 50 more' }))
    const tryNow = await screen.findByRole('button', { name: 'Try now' })
    expect(screen.getByRole('alert').textContent).toContain("We'll try again in 20 seconds.")
    expect(screen.getAllByRole('listitem')).toHaveLength(50)
    vi.stubGlobal('fetch', working)
    await user.click(tryNow)
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(100))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(document.activeElement?.getAttribute('href')).toBe('/i/id-50')
  })

  it('searches by itself once it has the whole list, without a request for each word', async () => {
    hasList = true
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 120), total: 120 })
    await pause(300)
    await user.type(screen.getByRole('searchbox'), 'pena')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    expect(screen.getByText('Peña', { selector: 'mark' })).toBeTruthy()
    await user.clear(screen.getByRole('searchbox'))
    await user.click(await screen.findByRole('link', { name: 'Show 50 more' }))
    expect(screen.getAllByRole('listitem')).toHaveLength(100)
    expect(document.activeElement?.getAttribute('href')).toBe('/i/id-50')
    expect(requests).toEqual([])
  })

  it('shows the id of a match whose namesake does not match, since it knows the whole list', async () => {
    hasList = true
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 120), total: 120 })
    await pause(300)
    await user.type(screen.getByRole('searchbox'), '101205683')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    expect(screen.getByRole('listitem').textContent).toContain('ID id-2')
  })

  it('leaves lists of more than 3,000 to the server', async () => {
    hasList = true
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 3_001), total: 3_001 })
    await pause(300)
    await user.type(screen.getByRole('searchbox'), 'pena')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    expect(requests.map((request) => request.searchParams.get('query'))).toEqual(['pena'])
  })

  it('says that a list is not whole, how much of it is here, and how to get the rest', () => {
    show({ initial: { ...pageOf(all, 120), partial: true } })
    const note = screen.getByRole('alert')
    expect(note.textContent).toContain("Some institutions couldn't be loaded.120 loaded.")
    expect(within(note).getByRole('link').getAttribute('href')).toBe('/institutions?refresh=1')
  })

  it('asks for the list itself when the page came without it, and keeps what is typed', async () => {
    const user = userEvent.setup()
    show({ initial: null, remembered: null })
    expect(screen.queryByRole('listitem')).toBeNull()
    await user.type(screen.getByRole('searchbox'), 'cedar')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('cedar')
    await user.clear(screen.getByRole('searchbox'))
    const pinned = await screen.findByRole('list', { name: 'Pinned' })
    expect(within(pinned).getByRole('link').textContent).toContain('Peña Blanca FCU')
  })

  it('goes to the field on Ctrl+K, from wherever the focus is', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 20), 20) })
    await user.keyboard('{ArrowDown}{Control>}k{/Control}')
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  })

  it('offers to sign in again when the session ended while searching', async () => {
    const user = userEvent.setup()
    show({ initial: pageOf(all.slice(0, 50), 120) })
    vi.stubGlobal('fetch', async () => Response.json({ code: 'session_required' }, { status: 401 }))
    await user.type(screen.getByRole('searchbox'), 'cedar')
    const link = await screen.findByRole('link', { name: 'Sign in again' })
    expect(link.getAttribute('href')).toBe('/sign-in?returnTo=%2Finstitutions%3Fq%3Dcedar')
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('cedar')
  })
})

function show(
  props: Partial<Parameters<typeof InstitutionPicker>[0]> & { initial: InstitutionPage | null },
) {
  render(
    <QueryProvider>
      <InstitutionPicker query="" remembered={{ pinned: [], recent: [] }} {...props} />
    </QueryProvider>,
  )
}

function pageOf(institutions: Institution[], total: number): InstitutionPage {
  return {
    institutions,
    total,
    ...(institutions.length < total ? { nextCursor: String(institutions.length) } : {}),
  }
}

/** As the server answers: all words match, accents do not count. */
function findPage(search: URLSearchParams): InstitutionPage {
  const words = fold(search.get('query') ?? '').split(' ')
  const found = all.filter(({ name }) => words.every((word) => fold(name).includes(word)))
  const start = Number(search.get('cursor') ?? 0)
  const end = start + Number(search.get('limit'))
  return {
    institutions: found.slice(start, end),
    total: found.length,
    ...(end < found.length ? { nextCursor: String(end) } : {}),
  }
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** A browser goes to the link; here it is enough to know which. */
function recordOpening(event: MouseEvent) {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (link === null || event.defaultPrevented) return
  event.preventDefault()
  opened.push(link.getAttribute('href') ?? '')
}

async function pause(ms: number) {
  await act(() => new Promise((resolve) => setTimeout(resolve, ms)))
}
