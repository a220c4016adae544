import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '@/testing/postgres-server'
import { createTemporaryFile } from '@/testing/temporary-file'
import { checkDirectory } from './check-directory'

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres.close())

const nothing = { institutionsUrl: null, institutionsFile: null, databaseUrl: null }

test('asks the database, and changes nothing there', async () => {
  const settings = {
    ...nothing,
    institutionDirectory: 'entitlements',
    databaseUrl: postgres.url,
  } as const
  expect(await checkDirectory(settings)).toMatchObject([
    { status: 'ok', message: expect.stringMatching(/^DATABASE_URL answers: Postgres \d/) },
  ])
})

test('says when the database does not answer, without its password', async () => {
  const databaseUrl = 'postgres://desk:pass-word@localhost:1/desk'
  const settings = { ...nothing, institutionDirectory: 'entitlements', databaseUrl } as const
  const lines = await checkDirectory(settings)
  expect(lines).toMatchObject([{ status: 'failure', message: expect.stringContaining('REFUSED') }])
  expect(JSON.stringify(lines)).not.toContain('pass-word')
})

test('reads the file', async () => {
  const file = createTemporaryFile({ institutions: [{ institutionId: 'a', name: 'A' }], users: {} })
  const settings = {
    ...nothing,
    institutionDirectory: 'file',
    institutionsFile: file.path,
  } as const
  expect(await checkDirectory(settings)).toMatchObject([
    { status: 'ok', message: expect.stringContaining('1 institutions for 0 names') },
  ])
  file.write({ institutions: [{}] })
  expect(await checkDirectory(settings)).toMatchObject([{ status: 'failure' }])
  file.remove()
})
