import { describe, expect, test } from 'vitest'
import { isPrefetch, isSameOriginPost, isTopLevelNavigation, requestOrigin } from './request-origin'

const appUrl = 'https://desk.example.com'
const headers = (entries: Record<string, string>) => new Headers(entries)

describe('requestOrigin', () => {
  test.each([
    [{ origin: appUrl, 'sec-fetch-site': 'same-origin' }, 'same-origin'],
    [{ origin: appUrl }, 'same-origin'],
    [{ 'sec-fetch-site': 'same-origin' }, 'same-origin'],
    [{ 'sec-fetch-site': 'none' }, 'user'],
    [{}, 'user'],
    [{ 'sec-fetch-site': 'cross-site' }, 'foreign'],
    [{ 'sec-fetch-site': 'same-site' }, 'foreign'],
    [{ origin: 'https://evil.example' }, 'foreign'],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, 'foreign'],
    [{ origin: 'https://other.example.com', 'sec-fetch-site': 'same-site' }, 'foreign'],
    [{ origin: 'http://desk.example.com' }, 'foreign'],
    [{ origin: `${appUrl}.evil.example` }, 'foreign'],
    [{ origin: 'null' }, 'foreign'],
    [{ origin: appUrl, 'sec-fetch-site': 'cross-site' }, 'foreign'],
  ] as const)('%j is %s', (entries, expected) => {
    expect(requestOrigin(headers(entries), appUrl)).toBe(expected)
  })
})

test('a post without Origin is not trusted, whatever the metadata says', () => {
  expect(isSameOriginPost(headers({ 'sec-fetch-site': 'same-origin' }), appUrl)).toBe(false)
  expect(isSameOriginPost(headers({ origin: appUrl }), appUrl)).toBe(true)
  expect(isSameOriginPost(headers({ origin: 'null' }), appUrl)).toBe(false)
})

test.each([
  { 'sec-purpose': 'prefetch' },
  { 'sec-purpose': 'prefetch;prerender' },
  { purpose: 'prefetch' },
  { 'x-moz': 'prefetch' },
  { 'next-router-prefetch': '1' },
])('%j is a prefetch', (entries) => {
  expect(isPrefetch(headers(entries))).toBe(true)
  expect(isTopLevelNavigation(headers(entries))).toBe(false)
})

test.each([
  [{ 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' }, true],
  [{}, true],
  [{ 'sec-fetch-dest': 'image' }, false],
  [{ 'sec-fetch-dest': 'iframe' }, false],
  [{ 'sec-fetch-dest': 'empty' }, false],
  [{ rsc: '1' }, false],
] as const)('%j is a top-level navigation: %s', (entries, expected) => {
  expect(isTopLevelNavigation(headers(entries))).toBe(expected)
})
