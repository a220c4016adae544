import { expect, test } from 'vitest'
import { findUsableRefreshToken, isLive, isRefreshDue, toTokenSet } from './token-set'

const now = Date.UTC(2026, 0, 1)
const day = 86_400_000
const requestedScopes = ['openid', 'profile']

test('times become absolute', () => {
  const tokenSet = toTokenSet(
    { accessToken: 'a', expiresIn: 600, refreshToken: 'r', scope: 'openid' },
    { now, requestedScopes },
  )
  expect(tokenSet).toEqual({
    accessToken: 'a',
    accessTokenIssuedAt: now,
    accessTokenExpiresAt: now + 600_000,
    refreshToken: 'r',
    refreshTokenExpiresAt: now + 90 * day,
    refreshChainExpiresAt: now + 365 * day,
    scopes: ['openid'],
  })
})

test('an answer without expires_in and scope means ten minutes and the requested scopes', () => {
  const tokenSet = toTokenSet({ accessToken: 'a' }, { now, requestedScopes })
  expect(tokenSet.accessTokenExpiresAt).toBe(now + 600_000)
  expect(tokenSet.scopes).toEqual(requestedScopes)
})

test('an answer without refresh_token keeps the old one and its end', () => {
  const first = toTokenSet({ accessToken: 'a', refreshToken: 'r' }, { now, requestedScopes })
  const later = now + 10 * day
  const second = toTokenSet({ accessToken: 'b' }, { now: later, requestedScopes, previous: first })
  expect(second).toMatchObject({
    accessToken: 'b',
    refreshToken: 'r',
    refreshTokenExpiresAt: now + 90 * day,
    refreshChainExpiresAt: now + 365 * day,
  })
})

test('no refresh token outlives the year of its chain', () => {
  let tokenSet = toTokenSet({ accessToken: 'a', refreshToken: 'r0' }, { now, requestedScopes })
  for (let days = 80; days <= 360; days += 80) {
    tokenSet = toTokenSet(
      { accessToken: 'a', refreshToken: `r${days}` },
      { now: now + days * day, requestedScopes, previous: tokenSet },
    )
  }
  expect(tokenSet.refreshTokenExpiresAt).toBe(now + 365 * day)
  expect(findUsableRefreshToken(tokenSet, now + 365 * day - 1)).toBe('r320')
  expect(findUsableRefreshToken(tokenSet, now + 365 * day)).toBeNull()
})

test.each([
  [600, 540],
  [100, 90],
  [3600, 3540],
])('a token of %d seconds is refreshed after %d', (expiresIn, due) => {
  const tokenSet = toTokenSet({ accessToken: 'a', expiresIn }, { now, requestedScopes })
  expect(isRefreshDue(tokenSet, now + due * 1_000 - 1)).toBe(false)
  expect(isRefreshDue(tokenSet, now + due * 1_000)).toBe(true)
})

test.each([
  [600, 597],
  [3600, 3597],
  [20, 19],
])('a token of %d seconds is used for %d, so that it arrives before it ends', (expiresIn, used) => {
  const tokenSet = toTokenSet({ accessToken: 'a', expiresIn }, { now, requestedScopes })
  expect(isLive(tokenSet, now + used * 1_000 - 1)).toBe(true)
  expect(isLive(tokenSet, now + used * 1_000)).toBe(false)
})

test('a token from before the clock went back is refreshed, and a few seconds of skew are none', () => {
  const tokenSet = toTokenSet({ accessToken: 'a' }, { now, requestedScopes })
  expect(isLive(tokenSet, now - 30_000)).toBe(true)
  expect(isRefreshDue(tokenSet, now - 30_000)).toBe(false)
  expect(isLive(tokenSet, now - 3_600_000)).toBe(false)
  expect(isRefreshDue(tokenSet, now - 3_600_000)).toBe(true)
})
