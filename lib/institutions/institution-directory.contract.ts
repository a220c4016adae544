import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Institution } from './institution'
import type { InstitutionDirectory, InstitutionSearch } from './institution-directory'
import { indexInstitutions } from './search'

/** What a directory is filled with: institutions, and name of a person → ids. */
export interface DirectoryContent {
  readonly institutions: readonly Institution[]
  readonly users: Readonly<Record<string, readonly string[]>>
}

/** A directory, and how its people are asked for. */
export interface FilledDirectory {
  readonly directory: InstitutionDirectory
  /** For a source of its own (Banno Groups): answers requests for this person. */
  fetchFor?(subject: string): (url: string) => Promise<Response>
}

const first = ['Cedar', 'First', '1st', 'Señora', 'Bank of', 'Blue Mesa', 'St. Mary’s', 'A', '北京']
const second = ['Valley', 'National', 'Crédito', 'County 2', 'County 10', 'Teachers', 'O’Hare']
const third = ['FCU', 'Federal Credit Union', 'Bank & Trust', 'CU', 'Savings', '']
const cities = ['Monett', 'Cedar Falls', 'Ames', 'São Paulo', 'Laredo', '']
const states = ['MO', 'IA', 'TX', '']

const ordinary: Institution[] = first
  .flatMap((a) => second.flatMap((b) => third.map((c) => `${a} ${b} ${c}`.trim())))
  .map((name, n) => ({
    institutionId: n % 3 === 0 ? String(n) : `Id-${n.toString(16)}-${(n * 7919) % 997}`,
    name,
    ...(cities[n % 6] && { city: cities[n % 6] as string }),
    ...(states[n % 4] && { state: states[n % 4] as string }),
    ...(n % 5 !== 0 && { routingNumber: String(100_000_000 + n * 12_345) }),
  }))

const strange: Institution[] = [
  '<script>alert(1)</script> Bank',
  'بنك الراجحي',
  '\u202eknaB desreveR',
  '🏦 Bank of Emoji 👩‍👩‍👧',
  '🏦🏦',
  '\uffff🏦 no character',
  '𠀀 Bank beyond the first plane',
  'ﬀ Bank of presentation forms',
  'हिन्दी बैंक',
  '100%_\\ Bank',
  "'; DROP TABLE institutions; --",
  '１２３ wide figures',
  'X'.repeat(300),
  '9 '.repeat(150).trim(),
  '한'.repeat(300),
].map((name, n) => ({ institutionId: `strange/${n} ü?`, name }))

/** Everybody's, one by one: also what is not everything has to be searched well. */
const content: DirectoryContent = {
  institutions: [...ordinary, ...strange],
  users: {
    most: [...ordinary.filter((_, n) => n % 7 !== 0), ...strange].map((one) => one.institutionId),
    few: ['0', '3', '6'],
    'pat@example.test': ['3', '9'],
    everywhere: ['*'],
    '*': ['strange/0 ü?'],
  },
}

const all = { query: '', cursor: null, limit: 200 }
const shorten = (query: string) => [query.slice(0, 30), query] as const

/**
 * What every directory does. Each one's test calls this with a way to fill one; what it answers is
 * compared with the search in memory.
 */
export function describeInstitutionDirectory(
  fill: (content: DirectoryContent) => Promise<FilledDirectory>,
): void {
  let filled: FilledDirectory
  beforeAll(async () => {
    filled = await fill(content)
  }, 120_000)
  afterAll(() => filled.directory.close())

  const person = (subject: string, username = subject) => ({
    issuer: 'https://issuer.example',
    subject,
    username,
    fetch: filled.fetchFor?.(subject) ?? (() => Promise.reject(new Error('nobody to ask'))),
  })
  const search = (subject: string, asked: Partial<InstitutionSearch> = {}) =>
    filled.directory.search(person(subject), { ...all, ...asked })
  const inMemory = (subject: string) => {
    const ids = new Set([...(content.users[subject] ?? []), ...(content.users['*'] ?? [])])
    return indexInstitutions(
      content.institutions.filter((one) => ids.has('*') || ids.has(one.institutionId)),
    )
  }

  describe('a person', () => {
    test('has what they and everybody are entitled to, A to Z, with the exact total', async () => {
      const page = await search('few')
      const names = page.institutions.map(({ institutionId }) => institutionId)
      expect([new Set(names), page.total]).toEqual([new Set(['0', '3', '6', 'strange/0 ü?']), 4])
      expect(page).toEqual(inMemory('few').search(all))
    })

    test('may be entitled to every institution', async () => {
      expect(await search('everywhere')).toMatchObject({ total: content.institutions.length })
    })

    test('whom nothing names has what everybody has', async () => {
      expect((await search('nobody')).institutions).toEqual([strange[0]])
    })

    test('is permitted what is theirs; what only the provider knows it judges itself', async () => {
      const permits = (id: string) => filled.directory.permits(person('few'), id)
      expect([await permits('3'), await permits('strange/0 ü?')]).toEqual([true, true])
      const isProvidersOwn = filled.fetchFor !== undefined
      for (const id of ['9', 'nowhere', '', '\u0000']) {
        expect(isProvidersOwn || !(await permits(id)), id).toBe(true)
      }
    })

    test('finds an institution of theirs, and null for any other', async () => {
      const find = (id: string) => filled.directory.find(person('few'), id)
      expect(await find('3')).toEqual(ordinary[3])
      expect(await find('9')).toBeNull()
      expect(await find('nowhere')).toBeNull()
      expect(await find('')).toBeNull()
      expect(await find('\u0000')).toBeNull()
      expect(await find('strange/0 ü?')).toEqual(strange[0])
    })
  })

  describe('a search', () => {
    test.each(
      [
        'cedar',
        'CEDAR valley fcu',
        'cedar mo',
        '1st',
        'firs',
        'first national',
        '&',
        'bank & trust',
        'senora credito',
        'st marys',
        '30',
        'Id-1-941',
        '100037035',
        'county',
        'edar',
        'monett cedar',
        '<script>',
        'بنك',
        'knaB',
        '🏦',
        '𠀀',
        '북',
        '한',
        'ﬀ',
        '%',
        '_',
        '100%_\\',
        "'; drop",
        '123',
        'a',
        '0',
        'strange/3 ü?',
        'बैंक',
        '\u0000',
        '\ud800',
        'x'.repeat(10_000),
        ' '.repeat(10_000),
        'cedar '.repeat(2_000),
        'a b c d e f g h i j k l',
      ].map(shorten),
    )('for %j answers as memory does', async (_, query) => {
      for (const subject of ['most', 'few', 'everywhere']) {
        expect(await search(subject, { query })).toEqual(
          inMemory(subject).search({ ...all, query }),
        )
      }
    })

    test('for anything, a page at a time, answers as memory does', async () => {
      const text = [...content.institutions.map(({ name }) => name), ...cities, ...states].join(' ')
      const piece = fc
        .tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 12 }))
        .map(([start, length]) => text.slice(start, start + length))
      const id = fc.constantFrom(...content.institutions.map(({ institutionId }) => institutionId))
      const query = fc
        .array(fc.oneof({ weight: 8, arbitrary: piece }, id, fc.string({ unit: 'binary' })), {
          maxLength: 3,
        })
        .map((pieces) => pieces.join(' '))
      const subject = fc.constantFrom('most', 'few', 'everywhere')
      await fc.assert(
        fc.asyncProperty(query, subject, fc.integer({ min: 1, max: 60 }), async (...asked) => {
          const [query, subject, limit] = asked
          const memory = inMemories.get(subject) ?? inMemory(subject)
          inMemories.set(subject, memory)
          let cursor: string | null = null
          for (let pages = 0; pages < 3; pages += 1) {
            const page = await search(subject, { query, cursor, limit })
            expect(page).toEqual(memory.search({ query, cursor, limit }))
            cursor = page.nextCursor ?? null
            if (cursor === null) break
          }
        }),
        { numRuns: 150 },
      )
    }, 120_000)
    const inMemories = new Map<string, ReturnType<typeof inMemory>>()
  })

  describe('cursors', () => {
    test.each(['', 'cedar', 'a'])(
      'for %j lead through the whole list, each row once',
      async (query) => {
        const ids: string[] = []
        let cursor: string | null = null
        let total: number
        do {
          const page = await search('most', { query, cursor, limit: 13 })
          ids.push(...page.institutions.map(({ institutionId }) => institutionId))
          total = page.total
          cursor = page.nextCursor ?? null
        } while (cursor !== null)
        expect([new Set(ids).size, ids.length]).toEqual([total, total])
      },
    )

    test('that are stale or made up begin at the start', async () => {
      const { nextCursor = '' } = await search('most', { query: 'cedar', limit: 3 })
      const start = await search('most', { query: 'bank', limit: 3 })
      for (const cursor of [nextCursor, '???', '', 'MA', '9'.repeat(9_000), '\u0000']) {
        expect(await search('most', { query: 'bank', limit: 3, cursor })).toEqual(start)
      }
    })
  })

  test('a directory that is closed says so or still answers, and closing again is no error', async () => {
    await filled.directory.close()
    await filled.directory.close()
    const answer = await search('few').catch((error: unknown) => error)
    if (answer instanceof Error) {
      expect(answer).toMatchObject({ code: 'directory_unavailable', retryable: true })
    } else expect(answer).toMatchObject({ total: 4 })
  })
}
