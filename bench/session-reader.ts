// Reads random sessions of a store: `session-reader.ts <SESSION_STORE> <count>`. Answers each
// request for reads with what they took.
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseSessionStoreAddress } from '@/lib/config/session-store-address'
import { openSessionStore } from '@/lib/session/open-session-store'
import { institutionId, sessionIdAt } from './made-up-session.ts'
import { median } from './median.ts'

/** How many sessions to read, one after the other. */
export interface Reads {
  readonly reads: number
}

/** What they took, and how much memory the process has for itself. */
export interface ReadResult {
  readonly medianMilliseconds: number
  readonly anonymousBytes: number
}

const [value = '', count = '0'] = process.argv.slice(2)
const address = parseSessionStoreAddress(value)
if (address === null) throw new Error(`${value} names no session store`)
const store = openSessionStore(address)

process.on('message', async ({ reads }: Reads) => {
  const times: number[] = []
  for (let n = 0; n < reads; n += 1) times.push(await timeOneRead())
  const result: ReadResult = {
    medianMilliseconds: median(times),
    anonymousBytes: anonymousBytes(),
  }
  process.send?.(result)
})

/** What the store does for one call through the BFF. */
async function timeOneRead(): Promise<number> {
  const sessionId = sessionIdAt(randomInt(Number(count)))
  const started = performance.now()
  const found = await store.findSession(sessionId, { accessTo: [institutionId], now: Date.now() })
  const time = performance.now() - started
  if (found?.accesses.length !== 1) throw new Error(`session ${sessionId} is not as it was stored`)
  return time
}

/** Linux alone tells it; elsewhere all memory of the process, pages of files included. */
function anonymousBytes(): number {
  globalThis.gc?.()
  if (process.platform !== 'linux') return process.memoryUsage.rss()
  const [, kibibytes] =
    /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kibibytes) * 1_024
}
