import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseReturnPath } from './return-path'

describe('keeps', () => {
  test.each([
    '/',
    '/institutions',
    '/institutions?q=cedar%20falls',
    '/i/3f0c/accounts?sort=name#row-3',
    '/i/50%25-off',
    '/apiary',
  ])('%s', (path) => {
    expect(parseReturnPath(path)).toBe(path)
  })

  test('the path that dots lead to', () => {
    expect(parseReturnPath('/i/../institutions')).toBe('/institutions')
  })
})

describe('refuses', () => {
  test.each([
    '',
    'institutions',
    'https://evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '///evil.example',
    '////evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\nSet-Cookie: a=b',
    '/%2f/evil.example',
    '/%2F%2Fevil.example',
    '/%5cevil.example',
    '/%255cevil.example',
    '/%252f/evil.example',
    '/%09/evil.example',
    '/%0d%0aLocation:%20https://evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/\u0000',
    '/\u0085/x',
    '/%',
    '/%E0%A4%A',
    '/api/oidc/logout',
    '/API/oidc/logout',
    '/%61pi/oidc/logout',
    '/x/../api/oidc/authorize',
    '/_next/static/x.js',
    `/${'a'.repeat(1_500)}`,
    `/i/${'銀'.repeat(400)}`,
  ])('%j', (path) => {
    expect(parseReturnPath(path)).toBeNull()
  })

  test('nothing at all', () => {
    expect(parseReturnPath(null)).toBeNull()
    expect(parseReturnPath(undefined)).toBeNull()
  })
})

test('whatever it keeps stays on this origin', () => {
  const awkward = fc.string({
    unit: fc.constantFrom(
      '/',
      '\\',
      '.',
      '%2f',
      '%5c',
      '%',
      ':',
      '@',
      '\t',
      'a',
      '?',
      '#',
      'evil.example',
    ),
    maxLength: 12,
  })
  fc.assert(
    fc.property(awkward, (tail) => {
      const path = parseReturnPath(`/${tail}`)
      if (path === null) return
      const origin = 'https://desk.example.com'
      expect(new URL(path, origin).origin).toBe(origin)
      expect(path).not.toMatch(/^\/[/\\]/)
    }),
    { numRuns: 3_000 },
  )
})
