import { describe, expect, test } from 'vitest'
import { parsePathInside } from './path-inside'

describe('a path inside an institution', () => {
  test.each([
    ['', ''],
    ['accounts', 'accounts'],
    ['accounts/', 'accounts/'],
    ['accounts/new?kind=loan&q=a%20b', 'accounts/new?kind=loan&q=a%20b'],
    ['?tab=2', '?tab=2'],
    ['accounts#top', 'accounts#top'],
    ['reports/Q1 2026', 'reports/Q1%202026'],
    ['search?next=../..', 'search?next=../..'],
  ])('%j is taken', (value, inside) => {
    expect(parsePathInside(value)).toBe(inside)
  })

  test.each([
    null,
    undefined,
    '..',
    '../other-institution',
    'accounts/../../other',
    '%2e%2e/other',
    '.%2e/other',
    'a%2f..%2f..%2fother',
    '%252e%252e/other',
    './accounts',
    '/accounts',
    '//evil.example',
    '\\evil.example',
    'accounts\\..\\..',
    '%5cevil.example',
    'accounts\n',
    'a%00b',
    '%E0%A4',
    'x'.repeat(2_000),
  ])('%j is refused', (value) => {
    expect(parsePathInside(value)).toBeNull()
  })
})
