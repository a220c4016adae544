import { startPostgres } from '../testing/postgres-server.ts'
import { startChildModule } from './child-module.ts'
import type { Rounds, SearchResult } from './institution-searcher.ts'
import { inMilliseconds, printProgress, printRow } from './print-row.ts'

/** What plain Node.js needs to run modules of `lib`. */
const nodeOptions = ['--conditions=react-server', '--import', './scripts/register-aliases.mjs']

/** A keystroke among ten thousand institutions in memory. */
export async function measureMemorySearches(): Promise<void> {
  await measure({ where: 'memory', count: 10_000, databaseUrl: '', atMost: 5 })
}

/** A keystroke among a hundred thousand in Postgres, all of them one person's, row by row. */
export async function measurePostgresSearches(): Promise<void> {
  const postgres = await startPostgres()
  try {
    await measure({
      where: 'Postgres',
      count: 100_000,
      databaseUrl: postgres.url,
      atMost: 20,
    })
  } finally {
    await postgres.close()
  }
}

async function measure({
  where,
  count,
  databaseUrl,
  atMost,
}: {
  where: string
  count: number
  databaseUrl: string
  atMost: number
}): Promise<void> {
  const amount = count.toLocaleString('en')
  printProgress(`Searching ${amount} institutions in ${where}`)
  const parameters = [String(count), ...(databaseUrl === '' ? [] : [databaseUrl])]
  const searcher = startChildModule<Rounds, SearchResult>('./institution-searcher.ts', {
    nodeOptions,
    parameters,
  })
  try {
    const first = await searcher.ask({ rounds: 1 })
    const later = await searcher.ask({ rounds: 5 })
    for (const [when, result] of [
      ['the first time', first],
      ['later', later],
    ] as const) {
      const what = `${where}: keystroke among ${amount} institutions, ${when}`
      const format = inMilliseconds
      printRow({ what: `${what}, median`, value: result.medianMilliseconds, format, atMost })
      printRow({ what: `${what}, 90th percentile`, value: result.mostMilliseconds, format })
    }
  } finally {
    await searcher.close()
  }
}
