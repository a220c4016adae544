import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startRedis } from '../testing/redis-server.ts'
import { startChildModule } from './child-module.ts'
import { median } from './median.ts'
import { pinProcess } from './pin-process.ts'
import { asRatio, inMegabytes, inMicroseconds, printProgress, printRow } from './print-row.ts'
import type { ReadResult, Reads } from './session-reader.ts'

const fewSessions = 1_000
const readsInRound = 10_000
const countedRounds = 9
/** What plain Node.js needs to run modules of `lib`. */
const nodeOptions = [
  '--expose-gc',
  '--conditions=react-server',
  '--import',
  './scripts/register-aliases.mjs',
]

/** A store with few sessions and one with many. */
interface Pair {
  readonly name: string
  readonly many: number
  /** `SESSION_STORE` of each. */
  readonly fewAddress: string
  readonly manyAddress: string
}

/** Reading a session takes as long among many as among few, and takes no more memory. */
export async function measureSqliteReads(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sessions-'))
  try {
    const [few = '', many = ''] = ['few.db', 'many.db'].map((file) => join(folder, file))
    await fill('./fill-sqlite.ts', few, fewSessions)
    await fill('./fill-sqlite.ts', many, 1_000_000)
    await compare({
      name: 'SQLite',
      many: 1_000_000,
      fewAddress: `sqlite:${few}`,
      manyAddress: `sqlite:${many}`,
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The same with Redis on loopback, a server for each number of sessions. */
export async function measureRedisReads(): Promise<void> {
  const few = await startRedis()
  const many = await startRedis()
  try {
    await fill('./fill-store.ts', few.url, fewSessions)
    await fill('./fill-store.ts', many.url, 200_000)
    await compare({ name: 'Redis', many: 200_000, fewAddress: few.url, manyAddress: many.url })
  } finally {
    await few.close()
    await many.close()
  }
}

async function fill(file: string, address: string, sessions: number): Promise<void> {
  printProgress(`Storing ${sessions.toLocaleString('en')} sessions`)
  const path = fileURLToPath(new URL(file, import.meta.url))
  await promisify(execFile)(process.execPath, [...nodeOptions, path, address, String(sessions)])
}

/** Turn by turn; the first turn of each is warming up. */
async function compare({ name, many, fewAddress, manyAddress }: Pair): Promise<void> {
  const startReader = (address: string, sessions: number) =>
    startChildModule<Reads, ReadResult>('./session-reader.ts', {
      nodeOptions,
      parameters: [address, String(sessions)],
    })
  const readers = [startReader(fewAddress, fewSessions), startReader(manyAddress, many)]
  const results = readers.map((): ReadResult[] => [])
  try {
    for (const { processId } of readers) pinProcess(processId, 'server')
    for (let turn = 0; turn <= countedRounds; turn += 1) {
      for (const [n, reader] of readers.entries()) {
        const result = await reader.ask({ reads: readsInRound })
        if (turn > 0) results[n]?.push(result)
      }
    }
  } finally {
    for (const reader of readers) await reader.close()
  }
  const [few = [], all = []] = results
  const time = (rounds: ReadResult[]) => median(rounds.map((each) => each.medianMilliseconds))
  const memory = (rounds: ReadResult[]) => median(rounds.map((each) => each.anonymousBytes))
  const amount = many.toLocaleString('en')
  printRow({
    what: `${name}: median read of a session, ${amount} stored`,
    value: time(all),
    format: inMicroseconds,
  })
  printRow({
    what: `${name}: the same, times the read with ${fewSessions.toLocaleString('en')}`,
    value: time(all) / time(few),
    format: asRatio,
    atMost: 1.2,
  })
  printRow({
    what: `${name}: memory of the process that reads, ${amount} stored`,
    value: memory(all),
    format: inMegabytes,
  })
  printRow({
    what: `${name}: the same, times the memory with ${fewSessions.toLocaleString('en')}`,
    value: memory(all) / memory(few),
    format: asRatio,
    atMost: 1.1,
  })
}
