// Prints the figures that the budgets are about. Sizes are exact; times are of this machine, so
// read them as ratios. `npm run bench`

import { build } from '../scripts/next-build.ts'
import { measureMemorySearches, measurePostgresSearches } from './institution-searches.ts'
import { measurePages } from './pages.ts'
import { measurePaint } from './paint.ts'
import { measureRedisReads, measureSqliteReads } from './session-reads.ts'
import { measureThroughput } from './throughput.ts'
import { measureTyping } from './typing.ts'

await build()
for (const measure of [
  measurePages,
  measureTyping,
  measurePaint,
  measureThroughput,
  measureSqliteReads,
  measureRedisReads,
  measureMemorySearches,
  measurePostgresSearches,
]) {
  try {
    await measure()
  } catch (error) {
    // The others still run. A budget that is not met is no failure; this is.
    process.stderr.write(
      `${measure.name} failed: ${error instanceof Error ? error.stack : error}\n`,
    )
    process.exitCode = 1
  }
}
