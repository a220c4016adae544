import { cleanup, configure, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findSeenInstitution } from '@/components/institution/seen-institutions'
import type { Institution } from '@/lib/institutions/institution'
import { InstitutionSwitcher } from './institution-switcher'

// The popup's code comes first.
configure({ asyncUtilTimeout: 8_000 })

const all: Institution[] = Array.from({ length: 60 }, (_, number) => ({
  institutionId: `id-${number}`,
  name: number < 2 ? 'Twin Bank' : `Union ${100 + number}`,
  city: 'Monett',
  state: 'MO',
}))

let requests: string[]
let opened: string[]

beforeEach(() => {
  requests = []
  opened = []
  window.history.replaceState(null, '', '/i/id-5')
  vi.stubGlobal('fetch', async (path: string) => {
    requests.push(path)
    if (path.includes('/pins')) return Response.json({ pinned: [all[7]], recent: [all[5]] })
    const institutions = path.includes('/list') ? all : all.slice(0, 50)
    return Response.json({ institutions, total: all.length })
  })
  document.addEventListener('click', recordOpening)
})
afterEach(() => {
  cleanup()
  document.removeEventListener('click', recordOpening)
  vi.unstubAllGlobals()
})

describe('InstitutionSwitcher', () => {
  it('is a link to the list before it wakes up, and asks for nothing until it is wanted', () => {
    show()
    const trigger = screen.getByRole('button', { name: /^Institution: ?Union 105$/ })
    expect(trigger.getAttribute('href')).toBe('/institutions')
    expect(trigger.getAttribute('aria-expanded')).toBe('false')
    expect(requests).toEqual([])
  })

  it('opens on Ctrl+K with what is at hand first, and marks the current one in its place', async () => {
    const user = userEvent.setup()
    show()
    await user.keyboard('{Control>}k{/Control}')
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(52))
    expect(document.activeElement).toBe(screen.getByRole('combobox'))
    expect(screen.getAllByRole('group').map((each) => each.textContent?.slice(0, 6))).toEqual([
      'Pinned',
      'Recent',
      'AllTBT',
    ])
    const current = screen.getAllByRole('option').filter((each) => /Current/.test(each.textContent))
    expect(current.map((each) => each.getAttribute('href'))).toEqual(['/i/id-5', '/i/id-5'])
    const withId = screen.getAllByRole('option').filter((each) => / · ID /.test(each.textContent))
    expect(withId.map((each) => each.textContent)).toEqual([
      'TBTwin BankMonett, MO · ID id-0',
      'TBTwin BankMonett, MO · ID id-1',
    ])
    expect(screen.getByText('First 50 of 60 institutions')).toBeTruthy()
  })

  it('finds the ones that are not shown, and opens the first on Enter by its link', async () => {
    const user = userEvent.setup()
    show()
    await user.keyboard('{Control>}k{/Control}')
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(52))
    await user.keyboard('union 159')
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1))
    expect(
      screen.getByText('1 institution matches. Enter opens Union 159, Monett, MO.'),
    ).toBeTruthy()
    await user.keyboard('{Enter}')
    expect(opened).toEqual(['/i/id-59'])
  })

  it('does not open under a dialog', async () => {
    const user = userEvent.setup()
    show()
    const dialog = document.createElement('dialog')
    dialog.open = true
    document.body.append(dialog)
    await user.keyboard('{Control>}k{/Control}')
    expect(screen.getByRole('button').getAttribute('aria-expanded')).toBe('false')
    dialog.remove()
  })

  it('says why there is no list', async () => {
    vi.stubGlobal('fetch', async () => Response.json({ code: 'x' }, { status: 403 }))
    const user = userEvent.setup()
    show()
    await user.keyboard('{Control>}k{/Control}')
    expect(await screen.findByText("We couldn't load your institutions.")).toBeTruthy()
    expect(screen.getByRole('link', { name: 'All institutions' })).toBeTruthy()
  })

  it('remembers in this tab what it is called here', () => {
    show()
    expect(findSeenInstitution('id-5')).toBe('Union 105')
    expect(findSeenInstitution('id-6')).toBeNull()
    expect(findSeenInstitution('constructor')).toBeNull()
  })
})

function show() {
  render(
    <InstitutionSwitcher current={{ institutionId: 'id-5', name: 'Union 105' }}>
      Union 105
    </InstitutionSwitcher>,
  )
}

/** A browser goes to the link; here it is enough to know which. */
function recordOpening(event: MouseEvent) {
  const link = event.target instanceof Element ? event.target.closest('a[role=option]') : null
  if (link === null) return
  event.preventDefault()
  opened.push(link.getAttribute('href') ?? '')
}
