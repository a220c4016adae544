// Searches institutions letter by letter: `institution-searcher.ts <count> [<DATABASE_URL>]`, in memory
// without an address. Answers each request for rounds with what a keystroke took.
import { databaseAddress } from '@/lib/database/database-address'
import { openDatabase } from '@/lib/database/open-database'
import { createEntitlementsDirectory } from '@/lib/institutions/entitlements-directory'
import { importEntitlements } from '@/lib/institutions/entitlements-import'
import { indexInstitutions } from '@/lib/institutions/search'
import { institutionAt } from '../simulator/institutions.ts'
import { median } from './median.ts'

/** How often to type all texts. */
export interface Rounds {
  readonly rounds: number
}

/** The median keystroke of a round, and the one that nine of ten stay below. */
export interface SearchResult {
  readonly medianMilliseconds: number
  readonly mostMilliseconds: number
}

const [count = '0', databaseUrl = ''] = process.argv.slice(2)
const institutions = Array.from({ length: Number(count) }, (_, index) => institutionAt(index))
const { institutionId = '', routingNumber = '' } = institutions[777] ?? {}
const texts = [
  'cedar valley',
  'first national bank of mon',
  'credit union',
  'blue mesa fcu',
  'bank & trust',
  'monett mo',
  institutionId.slice(0, 13),
  routingNumber,
]
const keystrokes = texts.flatMap((text) =>
  Array.from(text, (_, position) => text.slice(0, position + 1)),
)
const search = databaseUrl === '' ? searchMemory() : await fillAndSearch(databaseUrl)

process.on('message', async ({ rounds }: Rounds) => {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const query of keystrokes) {
      const started = performance.now()
      await search({ query, cursor: null, limit: 50 })
      times.push(performance.now() - started)
    }
  }
  const slowest = times.toSorted((a, b) => b - a)[Math.floor(times.length / 10)] ?? Number.NaN
  const result: SearchResult = { medianMilliseconds: median(times), mostMilliseconds: slowest }
  process.send?.(result)
})

function searchMemory() {
  return indexInstitutions(institutions).search
}

/** Entitles one person to each institution by a row of its own, which is more work than `*`. */
async function fillAndSearch(url: string) {
  const address = databaseAddress(url)
  const database = await openDatabase(address, { patient: true })
  const entitlements = institutions.map(({ institutionId }) => ({
    userName: 'pat',
    institutionId,
    roles: null,
  }))
  await importEntitlements(database, { institutions, entitlements })
  await database.close()
  const directory = createEntitlementsDirectory(address)
  const fetch = () => Promise.reject(new Error('nobody to ask'))
  const user = { issuer: '', subject: 'pat', username: 'pat', fetch }
  return (search: Parameters<typeof directory.search>[1]) => directory.search(user, search)
}
