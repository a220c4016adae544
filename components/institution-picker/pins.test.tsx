import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { QueryProvider } from '@/components/session/query-provider'
import type { Institution } from '@/lib/institutions/institution'
import { InstitutionPicker } from './institution-picker'

const all: Institution[] = Array.from({ length: 12 }, (_, number) => ({
  institutionId: `id-${number}`,
  name: `Bank ${String.fromCharCode(65 + number)}`,
}))
const [bankA, bankB, bankC] = all as [Institution, Institution, Institution]

// Rows with stars are many elements for a machine that is busy.
configure({ asyncUtilTimeout: 4_000 })

let posts: string[]
let isServerThere: boolean

beforeEach(() => {
  posts = []
  isServerThere = true
  window.history.replaceState(null, '', '/institutions')
  vi.stubGlobal('fetch', async (_path: string, init?: RequestInit) => {
    if (init?.method === 'POST') posts.push(String(init.body))
    return isServerThere ? Response.json({}) : Response.error()
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('what is at hand', () => {
  it('stands above the whole list, which keeps its order', () => {
    show({ pinned: [bankC], recent: [bankB] })
    expect(namesIn('Pinned')).toEqual(['Bank C'])
    expect(namesIn('Recent')).toEqual(['Bank B'])
    expect(namesIn('All institutions')).toEqual(all.map(({ name }) => name))
  })

  it('has no headings while there is nothing', () => {
    show({ pinned: [], recent: [] })
    expect(screen.queryByRole('heading', { level: 2 })).toBeNull()
    expect(screen.getAllByRole('listitem')).toHaveLength(12)
  })

  it('becomes one list while somebody searches', async () => {
    const user = userEvent.setup()
    show({ pinned: [bankC], recent: [bankB] })
    await user.type(screen.getByRole('searchbox'), 'id-9')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    expect(screen.queryByRole('heading', { level: 2 })).toBeNull()
  })

  it('cannot be changed where eight institutions or fewer are', () => {
    show({ pinned: [bankC], recent: [] }, 8)
    expect(screen.queryByRole('button', { name: /^Pin/ })).toBeNull()
    expect(screen.getAllByRole('listitem')).toHaveLength(8)
  })

  it('is skipped by no arrow key, and its stars by all', async () => {
    const user = userEvent.setup()
    show({ pinned: [bankC], recent: [bankB] })
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement?.textContent).toContain('Bank C')
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement?.textContent).toContain('Bank B')
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement?.textContent).toContain('Bank A')
    await user.keyboard('{Home}{Tab}')
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Pin Bank C')
  })
})

describe('a pin', () => {
  it('is set and taken away by its star, which says its state', async () => {
    const user = userEvent.setup()
    show({ pinned: [], recent: [] })
    await user.click(star('Bank A'))
    expect(namesIn('Pinned')).toEqual(['Bank A'])
    expect(starsOf('Bank A').map((each) => each.ariaPressed ?? pressed(each))).toEqual([
      'true',
      'true',
    ])
    const [inPinned] = starsOf('Bank A')
    if (inPinned) await user.click(inPinned)
    expect(screen.queryByRole('heading', { name: 'Pinned' })).toBeNull()
    expect(posts).toEqual(['pin=id-0', 'unpin=id-0'])
  })

  it('moves a recent institution up', async () => {
    const user = userEvent.setup()
    show({ pinned: [], recent: [bankA, bankB] })
    await user.click(star('Bank A'))
    expect([namesIn('Pinned'), namesIn('Recent')]).toEqual([['Bank A'], ['Bank B']])
  })

  it('leaves the focus in the list when its row goes', async () => {
    const user = userEvent.setup()
    show({ pinned: [bankB, bankC], recent: [] })
    await user.click(star('Bank B'))
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Pin Bank C')
    await user.click(star('Bank C'))
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  })

  it('is taken back when the server cannot be told', async () => {
    isServerThere = false
    const user = userEvent.setup()
    show({ pinned: [], recent: [] })
    await user.click(star('Bank A'))
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'Pinned' })).toBeNull())
    expect(screen.getByText(/^We couldn't save that/)).toBeTruthy()
  })

  it('beyond the eighth is not set, and says why', async () => {
    const user = userEvent.setup()
    show({ pinned: all.slice(0, 8), recent: [] })
    expect(screen.getByText(/8 institutions are pinned, the most there can be/)).toBeTruthy()
    await user.click(star('Bank L'))
    expect(namesIn('Pinned')).toHaveLength(8)
    expect(posts).toEqual([])
    expect(screen.getByText('You can pin up to 8 institutions. Unpin one first.')).toBeTruthy()
  })

  it('without JavaScript is a form that comes back to the same search', () => {
    show({ pinned: [], recent: [] })
    const button = star('Bank A') as HTMLButtonElement
    expect([button.name, button.value, button.type]).toEqual(['pin', 'id-0', 'submit'])
    const form = document.getElementById(button.getAttribute('form') ?? '') as HTMLFormElement
    expect([form.method, form.getAttribute('action')]).toEqual(['post', '/api/institutions/pins'])
    expect(new FormData(form).get('returnTo')).toBe('/institutions')
  })
})

function show(remembered: { pinned: Institution[]; recent: Institution[] }, count = all.length) {
  const institutions = all.slice(0, count)
  render(
    <QueryProvider>
      <InstitutionPicker
        query=""
        initial={{ institutions, total: count }}
        total={count}
        remembered={remembered}
      />
    </QueryProvider>,
  )
}

function namesIn(title: string): string[] {
  const list = screen.getByRole('list', { name: title })
  return within(list)
    .getAllByRole('link')
    .map((link) => /Bank \w/.exec(link.textContent ?? '')?.[0] ?? '')
}

function starsOf(name: string): HTMLElement[] {
  return screen.getAllByRole('button', { name: `Pin ${name}` })
}

/** The first star of an institution, in the list that comes first. */
function star(name: string): HTMLElement {
  const [first] = starsOf(name)
  if (first === undefined) throw new Error(`${name} has no star`)
  return first
}

function pressed(button: HTMLElement): string | null {
  return button.getAttribute('aria-pressed')
}
