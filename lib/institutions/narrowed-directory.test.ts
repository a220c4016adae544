import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '@/lib/database/open-database'
import { answerBannoGroups } from '@/testing/banno-groups'
import { type PostgresServer, startPostgres } from '@/testing/postgres-server'
import { importEntitlements } from './entitlements-import'
import { describeInstitutionDirectory } from './institution-directory.contract'
import { createNarrowedDirectory } from './narrowed-directory'

process.env.LOG_LEVEL = 'silent'

const url = 'https://api.example/users/{userId}/institutions'
const everything = { query: '', cursor: null, limit: 50 }
const bank = (n: number) => ({ institutionId: `id-${n}`, name: `Bank ${n}` })

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres.close())

const address = () => ({ kind: 'postgres', url: postgres.url }) as const
const open = () => createNarrowedDirectory({ url, address: address(), now: Date.now })

async function entitle(users: Record<string, readonly string[]>, institutions = [1, 2, 3, 4]) {
  const database = await openDatabase(address())
  await importEntitlements(
    database,
    {
      institutions: institutions.map(bank),
      entitlements: Object.entries(users).flatMap(([userName, ids]) =>
        ids.map((institutionId) => ({ userName, institutionId, roles: null })),
      ),
    },
    { replace: true },
  )
  await database.close()
}

const person = (fetch: (url: string) => Promise<Response>) => ({
  issuer: 'i',
  subject: 'pat',
  username: 'pat@example.test',
  fetch,
})

describe('as every directory', () => {
  describeInstitutionDirectory(async (content) => {
    const database = await openDatabase(address())
    await importEntitlements(database, {
      institutions: content.institutions,
      entitlements: Object.entries(content.users).flatMap(([userName, ids]) =>
        ids.map((institutionId) => ({ userName, institutionId, roles: null })),
      ),
    })
    await database.close()
    return { directory: open(), fetchFor: () => answerBannoGroups(content.institutions) }
  })
})

test('an institution needs both: the membership and the entitlement', async () => {
  await entitle({ pat: ['id-1', 'id-2'] })
  const directory = open()
  const pat = person(answerBannoGroups([bank(2), bank(3)]))
  expect(await directory.search(pat, everything)).toEqual({ institutions: [bank(2)], total: 1 })
  expect(await directory.find(pat, 'id-1')).toBeNull()
  expect(await directory.find(pat, 'id-3')).toBeNull()
  await directory.close()
})

test('an entitlement that is taken away is gone at once, though the membership is remembered', async () => {
  await entitle({ pat: ['*'] })
  const directory = open()
  const pat = person(answerBannoGroups([bank(2), bank(3)]))
  expect(await directory.search(pat, everything)).toMatchObject({ total: 2 })
  await entitle({ pat: ['id-3'] })
  expect(await directory.search(pat, everything)).toMatchObject({ institutions: [bank(3)] })
  await entitle({})
  expect(await directory.search(pat, everything)).toEqual({ institutions: [], total: 0 })
  await directory.close()
})

test('a list that is not whole stays so, narrowed', async () => {
  await entitle({ pat: ['id-1', 'id-4'] })
  const directory = open()
  const whole = answerBannoGroups([bank(1), bank(2)], { pageSize: 1 })
  const pat = person(async (url) =>
    url.includes('cursor=1') ? new Response('', { status: 500 }) : whole(url),
  )
  expect(await directory.search(pat, everything)).toMatchObject({ total: 1, partial: true })
  await entitle({ pat: ['id-4'] })
  await expect(directory.search(pat, everything)).rejects.toMatchObject({
    code: 'directory_unavailable',
  })
  await expect(directory.find(pat, 'id-4')).rejects.toMatchObject({ code: 'directory_unavailable' })
  await directory.close()
})

test('fails when either source does, and shows nothing unnarrowed', async () => {
  await entitle({ pat: ['id-1'] })
  const directory = open()
  const failed = { code: 'directory_unavailable' }
  const noGroups = person(async () => new Response('', { status: 500 }))
  await expect(directory.search(noGroups, everything)).rejects.toMatchObject(failed)
  await postgres.stop()
  const pat = person(answerBannoGroups([bank(1)]))
  await expect(directory.search(pat, everything)).rejects.toMatchObject(failed)
  await postgres.restart()
  expect(await directory.search(pat, everything)).toMatchObject({ total: 1 })
  await directory.close()
})
