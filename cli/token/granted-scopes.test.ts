import { expect, test } from 'vitest'
import { findGrantedScopes } from './granted-scopes'

const token = (claims: Record<string, unknown>) => ({ header: {}, claims })

test.each([
  ['by the token’s claim', token({ scope: 'a b' }), { scope: 'c' }, ['a', 'b']],
  ['by a claim that is a list', token({ scope: ['a', 'b'] }), null, ['a', 'b']],
  ['by the answer for a token without the claim', token({}), { scope: 'c' }, ['c']],
  ['by the answer for an opaque token', null, { scope: 'c' }, ['c']],
  ['by nobody', null, { expires_in: 600 }, null],
  ['by nobody', token({}), null, null],
])('scopes are named %s', (_by, decoded, answer, granted) => {
  expect(findGrantedScopes(decoded, answer)).toEqual(granted)
})
