import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { SignedOutMessage } from './signed-out-message'

afterEach(cleanup)

describe('SignedOutMessage', () => {
  it.each([
    ['user', "You're signed out", 'Close this window if you share this computer.'],
    ['idle', 'You were signed out', 'There was no activity for 15 minutes.'],
    ['max', 'Your session ended', 'Sessions last up to 8 hours.'],
    ['other-tab', 'You signed out in another tab', undefined],
    [
      'revoked',
      'Your access changed',
      "Sign in again to continue. If that doesn't work, contact your administrator.",
    ],
  ] as const)('%s: %s', (reason, title, text) => {
    const { container } = render(<SignedOutMessage reason={reason} />)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title)
    expect(container.querySelector('p')?.textContent).toBe(text)
  })

  it('tells the configured limits', () => {
    const limits = { idleMinutes: 1, absoluteHours: 0.5 }
    render(<SignedOutMessage reason="idle" {...limits} />)
    expect(screen.getByText('There was no activity for 1 minute.')).toBeTruthy()
    cleanup()
    render(<SignedOutMessage reason="max" {...limits} />)
    expect(screen.getByText('Sessions last up to 30 minutes.')).toBeTruthy()
  })

  it('leads back to the same place, and says what may be left at the provider', () => {
    render(<SignedOutMessage reason="idle" returnTo="/i/a?tab=2" providerSessionMayRemain />)
    const link = screen.getByRole('link', { name: 'Sign in again' })
    expect(link.getAttribute('href')).toBe('/sign-in?returnTo=%2Fi%2Fa%3Ftab%3D2')
    expect(screen.getByText('You may still be signed in to Jack Henry Identity.')).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'Sign out there too' })).toBeNull()
  })

  it("leads to the end of the provider's session where there is such a page", () => {
    const href = 'https://login.test/end?client_id=desk'
    render(<SignedOutMessage reason="idle" providerSessionMayRemain providerSignOutHref={href} />)
    const link = screen.getByRole('link', { name: 'Sign out there too' })
    expect(link.getAttribute('href')).toBe(href)
  })
})
