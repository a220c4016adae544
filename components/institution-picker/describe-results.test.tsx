import { describe, expect, it } from 'vitest'
import { describeCount, describeResults } from './describe-results'

const first = { institutionId: '1', name: 'Cedar Valley FCU', city: 'Monett', state: 'MO' }

describe('describeResults', () => {
  it('counts everything while nothing is searched', () => {
    expect(describeResults({ query: '', total: 1204, first })).toBe('1,204 institutions')
  })

  it('names what Enter opens', () => {
    expect(describeResults({ query: 'cedar', total: 12, first })).toBe(
      '12 institutions match "cedar". Press Enter to open Cedar Valley FCU, Monett, MO.',
    )
  })

  it('speaks of one in the singular, and of no place when none is known', () => {
    expect(
      describeResults({ query: 'x', total: 1, first: { institutionId: '1', name: 'Bank' } }),
    ).toBe('1 institution matches "x". Press Enter to open Bank.')
  })

  it('leaves the key out on paper', () => {
    expect(describeCount({ query: 'cedar', total: 12 })).toBe('12 institutions match "cedar".')
  })

  it('says when nothing matches', () => {
    expect(describeResults({ query: 'cedr', total: 0, first: undefined })).toBe(
      'No institutions match "cedr".',
    )
  })
})
