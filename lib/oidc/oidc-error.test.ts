import { inspect } from 'node:util'
import { ClientError } from 'openid-client'
import { expect, test } from 'vitest'
import { toAppError } from './oidc-error'

test('what openid-client keeps of a token response does not travel on', () => {
  const body = { access_token: 'the-access-token', refresh_token: 'the-refresh-token' }
  const inner = new Error('unexpected', { cause: { body } })
  const error = toAppError(
    Object.assign(new ClientError('invalid', { cause: inner }), { code: 'X' }),
  )
  expect(error).toMatchObject({ code: 'response_rejected', facts: { check: 'X' } })
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('the-access-token')
  expect(inspect(error, { depth: 20 })).toContain('oidc-error.test')
})
