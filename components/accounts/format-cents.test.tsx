import { describe, expect, it } from 'vitest'
import { formatCents } from './format-cents'

describe('formatCents', () => {
  it.each([
    [0, '$0.00'],
    [5, '$0.05'],
    [123_456, '$1,234.56'],
    [-1_842_311, '-$18,423.11'],
  ])('%i cents are %s', (cents, text) => {
    expect(formatCents(cents, 'USD')).toBe(text)
  })
})
