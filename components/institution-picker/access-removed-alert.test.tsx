import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { rememberSeenInstitution } from '@/components/institution/seen-institutions'
import { AccessRemovedAlert } from './access-removed-alert'

beforeEach(() => sessionStorage.clear())
afterEach(cleanup)

it('names an institution that was open in this tab', () => {
  rememberSeenInstitution('id-1', 'Cedar Valley FCU')
  render(<AccessRemovedAlert institutionId="id-1" />)
  expect(screen.getByRole('alert').textContent).toBe(
    "You no longer have access to Cedar Valley FCU. If that's unexpected, contact its administrator.",
  )
})

it('names no other, so that ids cannot be probed', () => {
  rememberSeenInstitution('id-1', 'Cedar Valley FCU')
  render(<AccessRemovedAlert institutionId="id-2" />)
  expect(screen.getByRole('alert').textContent).toBe("That institution isn't available to you.")
})

it.each(['not json', '[]', 'null', '"text"'])(
  'takes storage of another kind (%s) for empty',
  (text) => {
    sessionStorage.setItem('jhi-seen', text)
    render(<AccessRemovedAlert institutionId="id-1" />)
    expect(screen.getByRole('alert').textContent).toBe("That institution isn't available to you.")
  },
)
