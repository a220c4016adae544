import { desc } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ClosableDatabase } from '@/lib/database/database'
import { openDatabase } from '@/lib/database/open-database'
import { type PostgresServer, startPostgres } from '@/testing/postgres-server'
import { apiAudit } from './audit-schema'
import { type AuditEntry, prepareAuditTrail, recordAudit } from './audit-trail'

const entry: AuditEntry = {
  requestId: 'request-1',
  callerRequestId: null,
  subject: 'user-1',
  clientId: 'desk',
  institutionId: 'institution-1',
  action: 'account.change-details',
  outcome: 'changed',
  resource: 'a',
  detail: { version: 2 },
}

let postgres: PostgresServer
let database: ClosableDatabase
beforeAll(async () => {
  postgres = await startPostgres()
  database = await openDatabase({ kind: 'postgres', url: postgres.url })
  await prepareAuditTrail(database)
}, 60_000)
afterAll(async () => {
  await database.close()
  await postgres.close()
})

async function record(changes: Partial<AuditEntry>) {
  await recordAudit(database.db, { ...entry, ...changes })
  const [row] = await database.db.select().from(apiAudit).orderBy(desc(apiAudit.no)).limit(1)
  return row
}

test('an entry is kept as it was, with its time', async () => {
  const before = Date.now()
  const row = await record({})
  expect(row).toMatchObject(entry)
  expect(Math.abs((row?.at.getTime() ?? 0) - before)).toBeLessThan(5_000)
})

test.each([
  ['a null character', '\u0000'],
  ['the spelling of one', '\\u0000'],
  ['half of a character', '\ud800'],
  ['quotes and more', `'"\\;--\n`],
])('an entry about %s is kept too', async (_, odd) => {
  const row = await record({ institutionId: odd, resource: odd, detail: { at: [{ odd }] } })
  const kept = odd.toWellFormed().replaceAll('\u0000', '�')
  expect(row).toMatchObject({
    institutionId: kept,
    resource: kept,
    detail: { at: [{ odd: kept }] },
  })
})

test('what came in a path is cut; what was written is not', async () => {
  const long = 'x'.repeat(1_000)
  const row = await record({ institutionId: long, resource: long, detail: { note: long } })
  expect([row?.institutionId.length, row?.resource?.length]).toEqual([200, 200])
  expect(row?.detail).toEqual({ note: long })
})

test('an entry goes with its transaction', async () => {
  await expect(
    database.db.transaction(async (transaction) => {
      await recordAudit(transaction, { ...entry, requestId: 'taken-back' })
      throw new Error('something else failed')
    }),
  ).rejects.toThrow('something else failed')
  const rows = await database.db.select().from(apiAudit)
  expect(rows.map(({ requestId }) => requestId)).not.toContain('taken-back')
})
