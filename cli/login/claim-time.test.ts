import { expect, test } from 'vitest'
import { describeTime } from './claim-time'

test.each([
  [3_599, 'in 59 minutes'],
  [3_600, 'in 1 hour'],
  [45, 'in 45 seconds'],
  [-119, '1 minute ago'],
  [-90_000, '1 day ago'],
  [0, 'in 0 seconds'],
  [1_800_000_000 * 999, 'in 20,812,500 days'],
])('%i seconds from now is said as %s', (distance, words) => {
  expect(describeTime(1_800_000_000 + distance, 1_800_000_000_000)).toBe(words)
})
