import { describe, expect, test } from 'vitest'
import { isAppError } from '@/lib/errors'
import { requireAccess } from './require-access'

describe('requireAccess', () => {
  const token = {
    scheme: 'DPoP',
    subject: 'user-1',
    institutionId: 'institution-1',
    scopes: ['accounts.read'],
  } as const
  const wanted = { institutionId: 'institution-1', userId: 'user-1', scope: 'accounts.read' }
  const codeOf = (changes: object, held: object = {}) => {
    try {
      requireAccess({ ...token, ...held }, { ...wanted, ...changes })
      return 'allowed'
    } catch (error) {
      return isAppError(error) ? error.code : 'unknown'
    }
  }

  test.each([
    [{}, {}, 'allowed'],
    [{ institutionId: 'institution-2' }, {}, 'institution_mismatch'],
    [{}, { institutionId: null }, 'institution_mismatch'],
    [{ userId: 'user-2' }, {}, 'user_mismatch'],
    [{ scope: 'accounts.write' }, {}, 'insufficient_scope'],
    [{ scope: 'accounts' }, {}, 'insufficient_scope'],
    [{ institutionId: 'x', userId: 'x', scope: 'x' }, {}, 'institution_mismatch'],
  ])('%j with %j: %s', (changes, held, expected) => {
    expect(codeOf(changes, held)).toBe(expected)
  })

  test('a scope that is missing is told in the scheme of the token', () => {
    expect(() => requireAccess({ ...token, scopes: [] }, wanted)).toThrow(
      expect.objectContaining({ facts: { scheme: 'DPoP', scope: 'accounts.read' } }),
    )
  })
})
