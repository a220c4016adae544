import { describe, expect, test } from 'vitest'
import { isAppError } from '@/lib/errors'
import {
  requireInstitution,
  requireRecentAuthentication,
  requireScopes,
  requireUser,
} from './require-access'

const token = {
  scheme: 'DPoP',
  subject: 'user-1',
  institutionId: 'institution-1',
  scopes: ['accounts.read', 'accounts.export'],
  clientId: 'desk',
  authenticatedAt: 1_000,
} as const

function outcomeOf(check: () => void): string {
  try {
    check()
    return 'allowed'
  } catch (error) {
    return isAppError(error) ? error.code : 'unknown'
  }
}

test.each([
  ['institution-1', 'institution-1', 'allowed'],
  ['institution-1', 'institution-2', 'institution_mismatch'],
  ['institution-1', 'INSTITUTION-1', 'institution_mismatch'],
  ['institution-1', '', 'institution_mismatch'],
  [null, 'institution-1', 'institution_mismatch'],
  [null, 'null', 'institution_mismatch'],
])('a token for %j at %j: %s', (institutionId, asked, expected) => {
  expect(outcomeOf(() => requireInstitution({ ...token, institutionId }, asked))).toBe(expected)
})

test.each([
  ['user-1', 'allowed'],
  ['user-2', 'user_mismatch'],
  ['', 'user_mismatch'],
])('the user %j: %s', (userId, expected) => {
  expect(outcomeOf(() => requireUser(token, userId))).toBe(expected)
})

describe('scopes', () => {
  test.each([
    [['accounts.read'], 'allowed'],
    [['accounts.read', 'accounts.export'], 'allowed'],
    [['accounts.write'], 'insufficient_scope'],
    [['accounts.read', 'accounts.write'], 'insufficient_scope'],
    [['accounts'], 'insufficient_scope'],
    [['Accounts.Read'], 'insufficient_scope'],
  ])('%j: %s', (scopes, expected) => {
    expect(outcomeOf(() => requireScopes(token, scopes))).toBe(expected)
  })

  test('those that are missing, and no others, are told in the scheme of the token', () => {
    expect(() => requireScopes(token, ['a', 'accounts.read', 'b'])).toThrow(
      expect.objectContaining({
        facts: { scheme: 'DPoP', scope: 'a b' },
        extensions: { missingScopes: ['a', 'b'] },
      }),
    )
  })
})

test.each([
  [1_000, 'allowed'],
  [700, 'allowed'],
  [699, 'insufficient_user_authentication'],
  [null, 'insufficient_user_authentication'],
])('a person who authenticated at %j, asked for the last 300 seconds: %s', (at, expected) => {
  const check = () =>
    requireRecentAuthentication(
      { ...token, authenticatedAt: at },
      { withinSeconds: 300, now: 1_000_000 },
    )
  expect(outcomeOf(check)).toBe(expected)
})
