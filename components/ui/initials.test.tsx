import { describe, expect, it } from 'vitest'
import { initialsOf } from './initials'

describe('initialsOf', () => {
  it.each([
    ['Cedar Valley Federal Credit Union', 'CV'],
    ['Bank of Monett', 'BM'],
    ['1st Source Bank', '1S'],
    ['"Peña" Blanca', 'PB'],
    ['Émeraude', 'É'],
    ['The Of', 'TO'],
    ['—', ''],
  ])('%s is %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})
