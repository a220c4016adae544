import { describe, expect, it } from 'vitest'
import { getPageErrorMessage, pageErrorMessages } from './page-error-messages'

/** As the public contract lists them, with what the changelog adds. */
const contractCodes = [
  'attempt_not_found',
  'attempt_expired',
  'sign_in_cancelled',
  'provider_error',
  'provider_unavailable',
  'response_rejected',
  'institution_mismatch',
  'institution_denied',
  'directory_unavailable',
  'user_mismatch',
  'session_expired',
]

describe('page error messages', () => {
  it('has words for every code of the contract, and for no other', () => {
    expect(Object.keys(pageErrorMessages).sort()).toEqual([...contractCodes].sort())
  })

  it.each(contractCodes)('%s is told in words that do not contain it', (code) => {
    const { title, text } = getPageErrorMessage(code)
    expect(`${title} ${text}`).not.toContain(code)
    expect(text).toMatch(/\.$/)
  })

  it.each(['', 'made_up', '<script>', 'toString', '__proto__', 'constructor'])(
    'an unknown code (%j) gets a general sentence that does not repeat it',
    (code) => {
      const { title, text } = getPageErrorMessage(code)
      expect(title).toBe("We couldn't sign you in")
      if (code !== '') expect(text).not.toContain(code)
    },
  )
})
