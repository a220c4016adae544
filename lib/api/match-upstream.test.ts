import { describe, expect, test } from 'vitest'
import { isAppError } from '@/lib/errors'
import { matchUpstream } from './match-upstream'

const match = (encodedPath: string, { upstream = 'account-services', method = 'GET' } = {}) =>
  matchUpstream({ upstream, method, encodedPath }).path

describe('lets through', () => {
  test.each([
    ['enterprise/u/accounts', 'enterprise/u/accounts'],
    ['enterprise/u/accounts/1/dates', 'enterprise/u/accounts/1/dates'],
    ['enterprise/a%20b/accounts', 'enterprise/a%20b/accounts'],
    ['enterprise/%75/accounts', 'enterprise/u/accounts'],
    ['enterprise/a;b/accounts', 'enterprise/a%3Bb/accounts'],
    ['enterprise/a?b/accounts', 'enterprise/a%3Fb/accounts'],
  ])('%s as %s', (encodedPath, expected) => {
    expect(match(encodedPath)).toBe(expected)
  })
})

describe('refuses', () => {
  test.each([
    '',
    'enterprise',
    'enterprise/u',
    'enterprise/u/customers',
    'enterprise/u/accountsx',
    'ENTERPRISE/u/accounts',
    '/enterprise/u/accounts',
    'enterprise//accounts',
    'enterprise/u/accounts/',
    'enterprise/u/accounts/..',
    'enterprise/u/accounts/../../admin',
    'enterprise/u/accounts/%2e%2e/admin',
    'enterprise/u/accounts/%2E%2e',
    'enterprise/u/accounts/.',
    'enterprise/u/accounts/%252e%252e',
    'enterprise/u/accounts/a%2fb',
    'enterprise/u/accounts/a%5cb',
    'enterprise/u/accounts/a%00',
    'enterprise/u/accounts/a%0d%0aX:1',
    'enterprise/u/accounts/%',
    'enterprise/u/accounts/%ff',
    'https://evil.example/enterprise/u/accounts',
  ])('%j', (encodedPath) => {
    expect(() => match(encodedPath)).toThrow()
  })

  test.each(['other', '', 'constructor', '__proto__', 'toString'])(
    'the upstream %j',
    (upstream) => {
      expect(() => match('enterprise/u/accounts', { upstream })).toThrow()
    },
  )

  test.each(['TRACE', 'CONNECT', 'OPTIONS', 'get', ''])('the method %j', (method) => {
    expect(() => match('enterprise/u/accounts', { method })).toThrow()
  })

  test('by one code', () => {
    try {
      match('x')
    } catch (error) {
      expect(isAppError(error, 'upstream_not_found')).toBe(true)
    }
    expect.assertions(1)
  })
})
