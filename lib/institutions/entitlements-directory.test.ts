import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import type { DatabaseAddress } from '@/lib/database/database-address'
import { openDatabase } from '@/lib/database/open-database'
import { type PostgresServer, startPostgres } from '@/testing/postgres-server'
import { createEntitlementsDirectory } from './entitlements-directory'
import { importEntitlements } from './entitlements-import'
import {
  type DirectoryContent,
  describeInstitutionDirectory,
} from './institution-directory.contract'

process.env.LOG_LEVEL = 'silent'

async function fillDatabase(address: DatabaseAddress, content: DirectoryContent) {
  const database = await openDatabase(address)
  await importEntitlements(database, {
    institutions: content.institutions,
    entitlements: Object.entries(content.users).flatMap(([userName, ids]) =>
      ids.map((institutionId) => ({ userName, institutionId, roles: null })),
    ),
  })
  await database.close()
}

describe('in Postgres', () => {
  let postgres: PostgresServer
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 60_000)
  afterAll(() => postgres.close())

  // With few matches and with many it asks in different ways.
  describe.each([2_000, 3])('counting apart what has more than %d matches', (fewMatches) => {
    describeInstitutionDirectory(async (content) => {
      const address = { kind: 'postgres', url: postgres.url } as const
      await fillDatabase(address, content)
      return { directory: createEntitlementsDirectory(address, { fewMatches }) }
    })
  })
})

describe('embedded', () => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  describeInstitutionDirectory(async (content) => {
    const address = { kind: 'embedded', folder } as const
    await fillDatabase(address, content)
    return { directory: createEntitlementsDirectory(address, { fewMatches: 100 }) }
  })
})
