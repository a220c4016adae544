import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexGradually, indexInstitutions } from './search'
import { normalize, parseSearchQuery, rankOf, toSearchable } from './searchable'

const institutions = [
  {
    institutionId: 'id-1',
    name: 'Cedar Valley FCU',
    city: 'Monett',
    state: 'MO',
    routingNumber: '101205681',
  },
  { institutionId: 'id-2', name: 'First National Bank & Trust', city: 'Cedar Falls', state: 'IA' },
  { institutionId: 'id-3', name: 'Bank of Cedar County', city: 'Stockton', state: 'MO' },
  { institutionId: 'id-4', name: 'Señora Crédito Union', city: 'Laredo', state: 'TX' },
  { institutionId: 'id-5', name: 'Cedar Valley FCU', city: 'Ames', state: 'IA' },
  { institutionId: '101', name: 'Old Cedarville Bank' },
]
const index = indexInstitutions(institutions)
const ids = (query: string) =>
  index.search({ query, cursor: null, limit: 50 }).institutions.map((one) => one.institutionId)

test('no query lists everything A to Z, names that repeat by place', () => {
  expect(ids('')).toEqual(['id-3', 'id-5', 'id-1', 'id-2', '101', 'id-4'])
})

describe('finds', () => {
  test.each([
    ['cedar valley federal credit union', ['id-5', 'id-1']],
    ['CEDAR VALLEY FCU', ['id-5', 'id-1']],
    ['senora credito', ['id-4']],
    ['1st national bank and trust', ['id-2']],
    ['first national', ['id-2']],
    ['laredo', ['id-4']],
    ['cedar mo', ['id-1', 'id-3']],
    ['101205681', ['id-1']],
    ['nothing like it', []],
    ['<script>', []],
  ] as const)('%s', (query, expected) => {
    expect(ids(query)).toEqual(expected)
  })
})

test('ranks the exact id first, then names, then words, then the rest', () => {
  expect(ids('101')).toEqual(['101', 'id-1'])
  expect(ids('ID-2')[0]).toBe('id-2')
  expect(ids('cedar')).toEqual(['id-5', 'id-1', 'id-3', 'id-2', '101'])
})

test('a query of any length and kind is answered', () => {
  expect(ids('x'.repeat(10_000))).toEqual([])
  expect(ids('   ')).toHaveLength(6)
  expect(ids('(*^%$')).toHaveLength(6)
  expect(ids('&')).toEqual(['id-2'])
})

describe('pages', () => {
  const page = (cursor: string | null, from = index) => from.search({ query: '', cursor, limit: 4 })

  test('come one after the other, with the same total', () => {
    const first = page(null)
    const second = page(first.nextCursor ?? null)
    expect([first.institutions.length, first.total]).toEqual([4, 6])
    expect([second.institutions.length, second.total, second.nextCursor]).toEqual([2, 6, undefined])
    const all = [...first.institutions, ...second.institutions].map((one) => one.institutionId)
    expect(all).toEqual(ids(''))
  })

  test('repeat no row when the list has grown before the cursor', () => {
    const { nextCursor = null } = page(null)
    const grown = indexInstitutions([
      { institutionId: 'new', name: 'Aardvark Bank' },
      ...institutions,
    ])
    expect(page(nextCursor, grown).institutions.map((one) => one.institutionId)).toEqual([
      '101',
      'id-4',
    ])
  })

  test('begin at the start for a cursor that cannot be read', () => {
    expect(page('???').institutions).toEqual(page(null).institutions)
  })
})

test('normalize makes spellings of one name equal', () => {
  expect(normalize('St. Mary’s F.C.U. & Trust')).toBe(normalize('St Marys FCU and Trust'))
})

test('as one types it, a name written with an ordinal is found at every letter', () => {
  for (let length = 1; length <= 'first national'.length; length += 1) {
    expect(ids('first national'.slice(0, length))).toContain('id-2')
  }
})

test('figures sort by what they are worth, scripts by their code points', () => {
  const names = ['County 10', 'County 2', '\ufa0e', '\u{20000}', '\uffff\u{20000}', 'County']
  const sorted = indexInstitutions(names.map((name) => ({ institutionId: name, name })))
  const page = sorted.search({ query: '', cursor: null, limit: 50 })
  expect(page.institutions.map(({ name }) => name)).toEqual([
    'County',
    'County 2',
    'County 10',
    '\ufa0e',
    '\uffff\u{20000}',
    '\u{20000}',
  ])
})

test('a cursor of another search begins at the start', () => {
  for (const [one, other] of [
    ['cedar', 'a'],
    ['a', 'cedar'],
    ['a', ''],
  ] as const) {
    const { nextCursor } = index.search({ query: one, cursor: null, limit: 2 })
    expect(nextCursor).toEqual(expect.any(String))
    const start = index.search({ query: other, cursor: null, limit: 2 })
    expect(index.search({ query: other, cursor: nextCursor ?? null, limit: 2 })).toEqual(start)
  }
})

test('a page follows the last row of the one before, though that row is gone', () => {
  const { institutions: first, nextCursor = null } = index.search({
    query: 'cedar',
    cursor: null,
    limit: 2,
  })
  const gone = first.at(-1)?.institutionId
  const left = indexInstitutions(institutions.filter((one) => one.institutionId !== gone))
  const next = left.search({ query: 'cedar', cursor: nextCursor, limit: 50 })
  expect(next.institutions.map((one) => one.institutionId)).toEqual(ids('cedar').slice(2))
})

test('finds and ranks for any text as looking at every institution does', () => {
  const letter = fc.constantFrom(...'abc1é& .🏦م')
  const text = fc.string({ unit: letter, minLength: 1, maxLength: 12 })
  const list = fc.uniqueArray(
    fc.record({ institutionId: text, name: text, city: text, state: text, routingNumber: text }),
    { selector: ({ institutionId }) => institutionId, maxLength: 20 },
  )
  fc.assert(
    fc.property(list, fc.string({ unit: letter, maxLength: 6 }), (some, query) => {
      const parsed = parseSearchQuery(query)
      const expected = some
        .map((institution) => ({ institution, searchable: toSearchable(institution) }))
        .filter(({ searchable }) => parsed.words.every((word) => searchable.text.includes(word)))
        .map((one) => ({ ...one, rank: query && parsed.text ? rankOf(one.searchable, parsed) : 0 }))
        .sort((a, b) => a.rank - b.rank || (a.searchable.sortKey < b.searchable.sortKey ? -1 : 1))
        .map(({ institution }) => institution)
      const page = indexInstitutions(some).search({ query, cursor: null, limit: 50 })
      expect(page).toEqual({ institutions: expected, total: expected.length })
    }),
  )
})

test('a long list is prepared a little at a time, and is then the same', async () => {
  const long = Array.from({ length: 5_500 }, (_, n) => ({
    institutionId: `id-${n % 5_000}`,
    name: `Bank ${(n * 7919) % 5_500}`,
  }))
  let turns = 0
  const count = () => {
    turns += 1
    counting = setImmediate(count)
  }
  let counting = setImmediate(count)
  const index = await indexGradually(long)
  clearImmediate(counting)
  expect(turns).toBeGreaterThanOrEqual(4)
  const all = { query: '', cursor: null, limit: 10_000 }
  expect(index.search(all)).toEqual(indexInstitutions(long).search(all))
})
