import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { OwnSessionView } from '@/lib/http/session-view'
import { describeInstitutions } from './describe-institutions'
import { SessionsCard } from './sessions-card'

afterEach(cleanup)

const row: OwnSessionView = {
  ref: 'r/1',
  current: false,
  device: 'Safari on iPhone',
  startedAt: '2026-11-20T14:00:00.000Z',
  lastActiveAt: '2026-11-20T15:30:00.000Z',
  institutions: [],
}

function named(...names: (string | null)[]) {
  return names.map((name, number) => ({ institutionId: String(number), name }))
}

describe('SessionsCard', () => {
  it('has a form for each other session, named by device and time, and none for this one', () => {
    render(
      <SessionsCard
        sessions={[{ ...row, ref: 'r2', current: true, device: 'Chrome on Windows' }, row]}
      />,
    )
    const [here, there] = screen.getAllByRole('listitem')
    if (!here || !there) throw new Error('two sessions are listed')
    expect(here.textContent).toContain('This device')
    expect(within(here).queryByRole('button')).toBeNull()
    const button = within(there).getByRole<HTMLButtonElement>('button', {
      name: /^Sign out Safari on iPhone, signed in Nov 20, \d+:\d\d [AP]M/,
    })
    expect(button.form?.method).toBe('post')
    expect(button.form?.getAttribute('action')).toBe('/api/sessions/r%2F1/end')
  })

  it('ends all of them with one form', () => {
    render(<SessionsCard sessions={[row]} />)
    const { form } = screen.getByRole<HTMLButtonElement>('button', { name: 'Sign out everywhere' })
    expect(form?.getAttribute('action')).toBe('/api/oidc/logout')
    expect([...new FormData(form ?? undefined)]).toEqual([['everywhere', '1']])
  })

  it('says when the list cannot be had, and still offers to end all', () => {
    render(<SessionsCard sessions={null} />)
    expect(screen.getByText("The list can't be loaded right now.")).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Sign out everywhere' })).toBeTruthy()
  })
})

describe('describeInstitutions', () => {
  it.each([
    [[], 'No institution opened'],
    [['A'], 'A'],
    [['A', 'B'], 'A and B'],
    [['A', 'B', 'C'], 'A, B, and C'],
    [['A', 'B', 'C', 'D', 'E', 'F', 'G'], 'A, B, C, and 4 more'],
    [['A', null], 'A and 1 more'],
    [[null], '1 institution no longer on your list'],
    [[null, null], '2 institutions no longer on your list'],
  ])('%j is "%s"', (names, text) => {
    expect(describeInstitutions(named(...names))).toBe(text)
  })
})
