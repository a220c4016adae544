import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { SignInPanel } from './sign-in-panel'

afterEach(cleanup)

describe('SignInPanel', () => {
  it.each([
    ['/profile', 'Profile'],
    ['/profile?tab=session#scopes', 'Profile'],
    ['/i/inst-1000', 'the institution you were on'],
    ['/i/inst-1000/accounts?page=2', 'Accounts'],
    ['/go/accounts', 'Accounts'],
    ['/i/inst-1000/reports?year=2026', 'the institution you were on'],
  ])('says where %s leads after signing in', (returnTo, place) => {
    const { container } = render(<SignInPanel returnTo={returnTo} providerAvailable />)
    expect(container.textContent).toContain(`After you sign in, we'll take you to ${place}.`)
    expect(screen.getByRole('link').getAttribute('href')).toBe(
      `/api/oidc/authorize?returnTo=${encodeURIComponent(returnTo)}`,
    )
  })

  it.each([
    '/institutions',
    '/',
    '/go/reports',
    '/go',
    '/i',
    '/i/',
    '/i/?q=a',
    '/profiles',
    '/institutions?q=/profile',
  ])('names no place for %s', (returnTo) => {
    const { container } = render(<SignInPanel returnTo={returnTo} providerAvailable />)
    expect(container.textContent).not.toContain('After you sign in')
  })

  it('offers to try again, and not to sign in, while the provider does not answer', () => {
    render(<SignInPanel returnTo="/profile" providerAvailable={false} />)
    const link = screen.getByRole('link')
    expect(link.textContent).toBe('Try again')
    expect(link.getAttribute('href')).toBe('/sign-in?returnTo=%2Fprofile')
  })

  it('asks for an email address where that is wanted: one plain form', () => {
    const { container } = render(
      <SignInPanel returnTo="/go/accounts" providerAvailable hasEmailField />,
    )
    const field = screen.getByLabelText<HTMLInputElement>(/^Work email/)
    expect([field.type, field.autocomplete, field.required]).toEqual(['email', 'username', false])
    expect(field.form?.method).toBe('post')
    expect(field.form?.getAttribute('action')).toBe('/api/oidc/authorize')
    field.value = 'pat@example.test'
    expect([...new FormData(field.form ?? undefined)]).toEqual([
      ['returnTo', '/go/accounts'],
      ['loginHint', 'pat@example.test'],
    ])
    expect(container.querySelectorAll('input[type=password]')).toHaveLength(0)
  })

  it.each(['response_rejected', 'provider_error'])('%s comes with a code to quote', (errorCode) => {
    const { container } = render(
      <SignInPanel returnTo="/" providerAvailable errorCode={errorCode} reference="ref-1" />,
    )
    expect(container.textContent).toContain('give your administrator this code: ref-1.')
    cleanup()
    render(<SignInPanel returnTo="/" providerAvailable errorCode={errorCode} />)
    expect(screen.getByRole('alert').textContent).toMatch(/contact your administrator\.$/)
  })
})
