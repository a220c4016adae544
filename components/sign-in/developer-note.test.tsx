import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { DeveloperNote } from './developer-note'

afterEach(cleanup)

const facts = {
  appUrl: 'http://localhost:3000',
  redirectUri: 'http://localhost:3000/api/oidc/callback',
  addressInUse: 'http://localhost:3000',
}
const textOf = (props: Partial<Parameters<typeof DeveloperNote>[0]>) =>
  render(<DeveloperNote code="provider_error" oauthError={null} facts={facts} {...props} />)
    .container.textContent

describe('DeveloperNote', () => {
  it.each([
    [{ oauthError: 'invalid_client' }, 'JHI_CLIENT_ID, JHI_CLIENT_AUTH'],
    [{ oauthError: 'invalid_scope' }, 'JHI_SCOPES'],
    [{ code: 'provider_unavailable' }, 'JHI_DISCOVERY_URL'],
    [{ code: 'institution_mismatch' }, 'JHI_INSTITUTION_CLAIM'],
  ])('%j names %s, and the redirect URI that was sent', (props, variable) => {
    const text = textOf(props)
    expect(text).toContain(variable)
    expect(text).toContain('Redirect URI sent: http://localhost:3000/api/oidc/callback')
    expect(text).not.toContain('You are at')
  })

  it('tells an address in use that is another than APP_URL', () => {
    const addressInUse = 'http://127.0.0.1:3000'
    expect(textOf({ code: 'attempt_not_found', facts: { ...facts, addressInUse } })).toContain(
      'You are at http://127.0.0.1:3000, which expects http://127.0.0.1:3000/api/oidc/callback.',
    )
  })
})
