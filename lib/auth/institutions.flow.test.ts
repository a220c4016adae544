import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '@/lib/database/open-database'
import { importEntitlements } from '@/lib/institutions/entitlements-import'
import { institutionAt } from '@/simulator/institutions'
import { type Flow, startFlow, subjectOf } from '@/testing/flow'
import { type PostgresServer, startPostgres } from '@/testing/postgres-server'
import { createTemporaryFile } from '@/testing/temporary-file'
import { findInstitution } from './institutions'
import { readSession } from './read-session'

let postgres: PostgresServer
let flow: Flow | undefined
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterEach(() => flow?.close())
afterAll(() => postgres.close())

const bank = ({ institutionId, name }: { institutionId: string; name: string }) => ({
  institutionId,
  name,
})
const banks = Array.from({ length: 100 }, (_, n) => bank(institutionAt(n)))

async function signIn(environment: Record<string, string>, email: string) {
  flow = await startFlow(environment)
  const browser = flow.newBrowser()
  await browser.authorize(email)
  const get = async (search = '') => {
    const response = await browser.call(`/api/institutions${search}`)
    return { status: response.status, ...(await response.json()) }
  }
  return { flow, browser, get }
}

async function entitle(user: string, ids: readonly string[]) {
  const database = await openDatabase({ kind: 'postgres', url: postgres.url })
  const entitlements = ids.map((institutionId) => ({ userName: user, institutionId, roles: null }))
  await importEntitlements(database, { institutions: banks, entitlements }, { replace: true })
  await database.close()
}

const accountsOf = (institutionId: string, email: string) =>
  `/api/bff/${institutionId}/account-services/enterprise/${subjectOf(email)}/accounts`

describe('an institution that the product takes away, though the provider would grant it', () => {
  const email = 'few@example.test'
  const institutionId = institutionAt(0).institutionId
  const path = accountsOf(institutionId, email)

  test.each(['entitlements', 'both'])('of %s, ends with the next refresh', async (directory) => {
    await entitle(email, ['*'])
    const environment = { INSTITUTION_DIRECTORY: directory, DATABASE_URL: postgres.url }
    const { flow, browser } = await signIn(environment, email)
    await browser.authorize(email, institutionId)
    expect((await browser.call(path)).status).toBe(200)
    await entitle(email, [banks[1]?.institutionId ?? ''])
    flow.advance(11 * 60_000)
    const refused = await browser.call(path)
    expect([refused.status, (await refused.json()).code]).toEqual([
      403,
      'institution_authorization_required',
    ])
    await entitle(email, ['*'])
    expect((await browser.call(path)).status).toBe(403)
  })

  test('of a file, ends with the next look into the directory', async () => {
    const users = { [email]: [institutionId] }
    const file = createTemporaryFile({ institutions: banks, users })
    const environment = { INSTITUTION_DIRECTORY: 'file', INSTITUTIONS_FILE: file.path }
    const { flow, browser } = await signIn(environment, email)
    await browser.authorize(email, institutionId)
    file.write({ institutions: banks, users: {} })
    const look = async () => {
      const sessionSeal = browser.cookie('jhi_session')
      const asked = { sessionSeal, activity: false, accessTo: [institutionId] }
      const session = await readSession(flow.context, asked)
      if (session === null) throw new Error('the session is gone')
      return findInstitution(flow.context, { session, institutionId })
    }
    await expect.poll(look, { timeout: 8_000 }).toBeNull()
    expect((await browser.call(path)).status).toBe(403)
    expect((await browser.call('/api/institutions')).status).toBe(200)
    file.remove()
  })

  test('ends when the whole list is read, and leaves the others open', async () => {
    const other = banks[1]?.institutionId ?? ''
    await entitle(email, ['*'])
    const environment = { INSTITUTION_DIRECTORY: 'both', DATABASE_URL: postgres.url }
    const { flow, browser } = await signIn(environment, email)
    await browser.authorize(email, institutionId)
    await browser.authorize(email, other)
    await entitle(email, [other])
    expect((await browser.call('/api/institutions/list')).status).toBe(200)
    expect((await browser.call(path)).status).toBe(403)
    expect((await browser.call(accountsOf(other, email))).status).toBe(200)
    flow.advance(11 * 60_000)
    expect((await browser.call(accountsOf(other, email))).status).toBe(200)
  })

  test('is not opened by asking the provider for it', async () => {
    await entitle(email, [banks[1]?.institutionId ?? ''])
    const environment = { INSTITUTION_DIRECTORY: 'entitlements', DATABASE_URL: postgres.url }
    const { browser } = await signIn(environment, email)
    const visit = await browser.authorize(email, institutionId)
    expect(`${visit.url.pathname}${visit.url.search}`).toBe(
      '/institutions?error=institution_denied',
    )
    expect((await browser.call(path)).status).toBe(403)
  })
})

const ids = (page: { institutions: { institutionId: string }[] }) =>
  page.institutions.map(({ institutionId }) => institutionId)

test('a page of Banno Groups that fails leaves a list that says so, never a 500', async () => {
  const { flow, get } = await signIn({}, 'thousands@example.test')
  flow.simulator.faults.set({ institutionsFailingPage: { value: 3 } })
  expect(await get('?limit=1')).toMatchObject({ status: 200, total: 2_000, partial: true })
})

test('entitlements are those of the subject or the username', async () => {
  const environment = { INSTITUTION_DIRECTORY: 'entitlements', DATABASE_URL: postgres.url }
  await entitle(subjectOf('none@example.test'), [banks[0]?.institutionId ?? ''])
  const { get } = await signIn(environment, 'none@example.test')
  expect(await get()).toMatchObject({ institutions: [banks[0]], total: 1 })
  await entitle('none@example.test', ['*'])
  expect(await get('?limit=1')).toMatchObject({ total: 100 })
  await postgres.stop()
  expect(await get()).toMatchObject({ status: 502, code: 'directory_unavailable' })
  await postgres.restart()
  expect(await get('?limit=1')).toMatchObject({ total: 100 })
})

test('a file says who may open what', async () => {
  const users = { 'few@example.test': [banks[7]?.institutionId] }
  const file = createTemporaryFile({ institutions: banks, users })
  const environment = { INSTITUTION_DIRECTORY: 'file', INSTITUTIONS_FILE: file.path }
  const { get } = await signIn(environment, 'few@example.test')
  expect(await get()).toEqual({ status: 200, institutions: [banks[7]], total: 1 })
  file.remove()
})

test('both narrows what Banno Groups say', async () => {
  const environment = { INSTITUTION_DIRECTORY: 'both', DATABASE_URL: postgres.url }
  await entitle('*', ['*'])
  const { get } = await signIn(environment, 'few@example.test')
  const all = ids(await get())
  expect(all).toHaveLength(5)
  await entitle('few@example.test', [all[1] ?? '', banks[99]?.institutionId ?? ''])
  expect(ids(await get())).toEqual([all[1]])
})
