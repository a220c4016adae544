import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { type Claim, IdentityCard } from './identity-card'

afterEach(cleanup)

const user = { issuer: 'https://login.test', subject: 'u-1', name: 'Pat', username: 'pat' }
const name: Claim = { name: 'name', value: 'Pat Morgan', source: 'ID token' }
const email: Claim = { name: 'email', value: 'pat@example.test', source: 'UserInfo' }

describe('IdentityCard', () => {
  it('tells the source of each claim when there are several', () => {
    const { container } = render(<IdentityCard user={user} claims={[name, email]} />)
    expect(container.textContent).toContain('Pat Morgan (ID token)')
    expect(container.textContent).toContain('pat@example.test (UserInfo)')
    expect(screen.queryByRole('status')).toBeNull()
  })

  it('says which part could not be had, and shows the rest', () => {
    render(<IdentityCard user={user} claims={[name]} />)
    expect(screen.getByRole('status').textContent).toBe(
      "The ID token has no username, and UserInfo couldn't be read at sign-in. Below is what we have.",
    )
    expect(screen.getByText('Pat Morgan')).toBeTruthy()
  })

  it('has the claims for developers, with ids', () => {
    const { container } = render(<IdentityCard user={user} claims={[name]} />)
    expect(JSON.parse(container.querySelector('pre')?.textContent ?? '')).toEqual({
      iss: 'https://login.test',
      sub: 'u-1',
      name: 'Pat Morgan',
    })
  })
})
