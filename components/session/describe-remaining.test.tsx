import { describe, expect, it } from 'vitest'
import { describeRemaining } from './describe-remaining'

const now = Date.parse('2026-11-22T14:00:00Z')

describe('describeRemaining', () => {
  it.each([
    ['2026-11-22T14:12:20Z', 'in about 12 minutes'],
    ['2026-11-22T14:01:05Z', 'in about 1 minute'],
    ['2026-11-22T14:00:42Z', 'in 42 seconds'],
    ['2026-11-22T14:00:01Z', 'in 1 second'],
    ['2026-11-22T13:59:00Z', 'now'],
    ['not a time', 'at an unknown time'],
  ])('until %s is %s', (until, text) => {
    expect(describeRemaining(until, now)).toBe(text)
  })
})
