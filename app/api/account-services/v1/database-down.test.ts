import { afterAll, beforeAll, expect, test } from 'vitest'
import { inventAccounts } from '@/lib/accounts/sample-accounts'
import { institutionIdAt } from '@/simulator/institutions'
import { accountsUrl, obtainTokens, readScope, writeScope } from '@/testing/account-services'
import { type Flow, startFlow } from '@/testing/flow'
import { type PostgresServer, startPostgres } from '@/testing/postgres-server'

const email = 'editor@example.test'
const institutionId = institutionIdAt(0)
const accountId = inventAccounts(institutionId)[0]?.accountId ?? ''

let flow: Flow
let postgres: PostgresServer
const tokens: Record<string, string> = {}
beforeAll(async () => {
  postgres = await startPostgres()
  flow = await startFlow({ DATABASE_URL: postgres.url })
  const obtain = async (scope: string) =>
    (await obtainTokens(flow, { email, scope, institutionId })).accessToken
  tokens.good = await obtain(`openid ${readScope} ${writeScope}`)
  tokens.poor = await obtain('openid')
}, 60_000)
afterAll(async () => {
  await flow.close()
  await postgres.close()
})

async function send(token: string | undefined, method = 'GET') {
  const response = await fetch(accountsUrl(flow, institutionId, email, `/${accountId}`), {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(method === 'PATCH' && { 'content-type': 'application/json', 'if-match': '"1"' }),
    },
    ...(method === 'PATCH' && { body: '{"name":"While it was down"}' }),
  })
  const { code } = await response.json()
  return [response.status, code, response.headers.get('retry-after')]
}

test('without its database the API refuses whom it refuses, and lets nobody through', async () => {
  expect(await send(tokens.good)).toEqual([200, undefined, null])
  await postgres.stop()
  const unavailable = [503, 'database_unavailable', '5']
  expect(await send(tokens.good)).toEqual(unavailable)
  expect(await send(tokens.good, 'PATCH')).toEqual(unavailable)
  // Nobody notes them in the table now; the log does.
  expect(await send(tokens.poor)).toEqual([403, 'insufficient_scope', null])
  expect(await send(undefined)).toEqual([401, 'invalid_token', null])
  await postgres.restart()
  expect(await send(tokens.good)).toEqual([200, undefined, null])
  expect(await send(tokens.good, 'PATCH')).toEqual([200, undefined, null])
}, 90_000)
