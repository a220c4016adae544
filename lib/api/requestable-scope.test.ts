import { expect, test } from 'vitest'
import { findRequestableScope } from './requestable-scope'

const config = { scopes: ['openid', 'read'], optionalScopes: ['write', 'close'] }
const access = { requestedScopes: ['openid', 'read', 'close'] }
const missing = (scope: string) => `Bearer error="insufficient_scope", scope="${scope}"`

test.each([
  ['one that may be asked for', missing('write'), 'write'],
  ['one in another scheme and order', 'DPoP scope="write", error="insufficient_scope"', 'write'],
  ['two, one of which was asked for', missing('read write'), 'read write'],
  ['one that was asked for and not granted', missing('read'), null],
  ['one that was added before and not granted', missing('close'), null],
  ['one that is not on the list', missing('admin'), null],
  ['two, one of which is not on the list', missing('write admin'), null],
  ['none by name', 'Bearer error="insufficient_scope"', null],
  ['another problem', 'Bearer error="invalid_token", scope="write"', null],
  ['no challenge', undefined, null],
])('%s', (_, challenge, expected) => {
  expect(findRequestableScope(config, access, challenge)).toBe(expected)
})
