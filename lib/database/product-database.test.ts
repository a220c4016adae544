import { existsSync, mkdirSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { isAppError } from '@/lib/errors'
import { holdEmbeddedLock } from './embedded-lock'
import { createProductDatabase } from './product-database'

const usual = { databaseUrl: null, institutionDirectory: 'banno-groups', sampleData: true } as const
let release = () => {}

beforeAll(() => {
  vi.stubEnv('LOG_LEVEL', 'silent')
  mkdirSync('.data/institutions', { recursive: true })
  try {
    release = holdEmbeddedLock('.data/institutions').release
  } catch (error) {
    // An application that is open on this machine has it: just what is wanted.
    if (!isAppError(error, 'database_unavailable')) throw error
  }
})
afterAll(() => {
  release()
  vi.unstubAllEnvs()
})

test('a second process gets a temporary database for made-up data', async () => {
  const database = createProductDatabase(usual)
  const { db } = await database.get()
  const answer = await db.execute(
    sql`select count(*)::int as count from pg_tables where schemaname = 'public'`,
  )
  expect(answer).toMatchObject({ rows: [{ count: 0 }] })
  await database.close()
  expect(existsSync('.data/institutions/lock')).toBe(true)
}, 120_000)

test.each([
  ['without made-up data', { ...usual, sampleData: false }],
  ['where it says who may open what', { ...usual, institutionDirectory: 'both' as const }],
  ['when the folder was named', { ...usual, databaseUrl: 'embedded:.data/institutions' }],
])('and none %s', async (_, settings) => {
  const database = createProductDatabase(settings)
  await expect(database.get()).rejects.toMatchObject({ code: 'database_unavailable' })
  await database.close()
})
