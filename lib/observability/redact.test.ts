import { expect, test } from 'vitest'
import { redact } from './redact'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'

test('replaces values under the name of a secret, at any depth', () => {
  expect(
    redact({
      access_token: 'x',
      refreshToken: 'y',
      headers: { Authorization: 'Bearer z' },
      code: 'c',
    }),
  ).toEqual({
    access_token: '[redacted]',
    refreshToken: '[redacted]',
    headers: { Authorization: '[redacted]' },
    code: '[redacted]',
  })
})

test('keeps the fact that a secret was there', () => {
  expect(redact({ hasRefreshToken: true })).toEqual({ hasRefreshToken: true })
})

test('replaces a token or a seal inside any text', () => {
  expect(redact({ note: `got ${jwt} today` })).toEqual({ note: 'got [token] today' })
  expect(redact(['Fe26.2*1*abc*def'])).toEqual(['[seal]'])
})

test('leaves plain facts alone', () => {
  const facts = { institutionId: 'a', status: 502, names: ['x'], nothing: null }
  expect(redact(facts)).toEqual(facts)
})

test('ends on a value that contains itself', () => {
  const circle: Record<string, unknown> = {}
  circle.self = circle
  expect(() => JSON.stringify(redact(circle))).not.toThrow()
})
