import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { createLocalIndex, type LocalIndex } from '@/components/institution-search/local-index'
import { type InstitutionIndex, indexInstitutions } from '@/lib/institutions/search'
import { institutionAt } from '@/simulator/institutions'

const institutions = Array.from({ length: 3_000 }, (_, number) => institutionAt(number))
const pause = async () => {}

let browser: LocalIndex
let server: InstitutionIndex
beforeAll(async () => {
  browser = await createLocalIndex(institutions, { partial: false, pause })
  server = indexInstitutions(institutions)
})

const onServer = (query: string) =>
  server.search({ query, cursor: null, limit: institutions.length }).institutions
const idsOf = (found: readonly { institutionId: string }[]) =>
  found.map(({ institutionId }) => institutionId)

/** Parts of what stands in the list, as people type it: beginnings, in any order, in any case. */
const queries = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(...institutions.slice(0, 200)),
        fc.constantFrom('name', 'city', 'state', 'routingNumber', 'institutionId' as const),
        fc.nat(12),
        fc.boolean(),
      )
      .map(([institution, field, length, isUpper]) => {
        const text = institution[field as 'name'].slice(0, length)
        return isUpper ? text.toUpperCase() : text
      }),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(' '))

test('the browser finds what the server finds, in the same order', () => {
  fc.assert(
    fc.property(fc.oneof(queries, fc.string()), (query) => {
      expect(idsOf(browser.search(query))).toEqual(idsOf(onServer(query)))
    }),
    { numRuns: 300 },
  )
})

test.each(['', 'first', '1st', 'fcu', 'bank & trust', 'Peña', '101', 'mo'])(
  'also for "%s"',
  (query) => {
    expect(idsOf(browser.search(query))).toEqual(idsOf(onServer(query)))
  },
)
