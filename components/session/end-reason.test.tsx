import { describe, expect, it } from 'vitest'
import { findEndReason } from './end-reason'

const minute = 60_000
const times = { expires: 480 * minute, idleExpires: 15 * minute }

describe('findEndReason', () => {
  it.each([
    ['the idle limit has passed', { now: 15 * minute }, 'idle'],
    ['it passes within the second that clocks differ', { now: 15 * minute - 900 }, 'idle'],
    ['no limit has passed', { now: 14 * minute }, 'revoked'],
    [
      'another tab has just signed out',
      { now: 14 * minute, signOut: { reason: 'other-tab' as const, at: 14 * minute - 500 } },
      'other-tab',
    ],
    [
      'a sign-out elsewhere failed long ago',
      { now: 14 * minute, signOut: { reason: 'other-tab' as const, at: 10 * minute } },
      'revoked',
    ],
    [
      'the person comes back after signing out here',
      { now: 900 * minute, signOut: { reason: 'user' as const, at: minute } },
      'user',
    ],
  ])('when %s', (_, facts, reason) => {
    expect(findEndReason({ times, signOut: null, ...facts })).toBe(reason)
  })

  it('is the absolute limit where the two are the same', () => {
    const last = { expires: minute, idleExpires: minute }
    expect(findEndReason({ times: last, now: minute, signOut: null })).toBe('max')
  })
})
