import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { institutionIdAt } from '../simulator/institutions.ts'
import { requirePerson } from '../simulator/people.ts'
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts'
import { basicAuthorization, createTestApplication } from '../simulator/test-application.ts'
import { createInstance, type Instance } from '../testing/instance.ts'
import { type PostgresServer, startPostgres } from '../testing/postgres-server.ts'
import { createServerFolder } from '../testing/server-folder.ts'

// What Next.js makes of a request before a handler sees it: what goes out here is what arrives.

const email = 'editor@example.test'
const { sub } = requirePerson(email)
const [own, foreign] = [institutionIdAt(0), institutionIdAt(1)]
const readScope = 'https://jackhenry.com/account-services/accounts.read'
const base = '/api/account-services/v1'
const below = `enterprise/${sub}/accounts`

let postgres: PostgresServer
let instance: Instance
let simulator: Simulator
let bearer: string
let bearerElsewhere: string
beforeAll(async () => {
  postgres = await startPostgres()
  instance = await createInstance({})
  simulator = await startSimulator({ port: 0, appUrl: instance.origin, dataFile: ':memory:' })
  await instance.start({
    APP_URL: instance.origin,
    JHI_ISSUER: simulator.issuer,
    JHI_CLIENT_ID: simulator.clients.basic,
    JHI_CLIENT_SECRET: simulator.clients.secret,
    JHI_INSTITUTIONS_URL: simulator.institutionsUrl,
    SESSION_SECRETS: 'secret-of-the-instances-tests-and-no-one-else',
    SESSION_STORE: `sqlite:${join(createServerFolder(), 'sessions.db')}`,
    DATABASE_URL: postgres.url,
    SAMPLE_DATA: 'on',
  })
  bearer = `Authorization: Bearer ${await obtainToken(own)}`
  bearerElsewhere = `Authorization: Bearer ${await obtainToken(foreign)}`
})
afterAll(async () => {
  await instance.close()
  await simulator.close()
  await postgres.close()
})

async function obtainToken(institutionId: string): Promise<string | undefined> {
  const application = createTestApplication(simulator, { url: instance.origin })
  const asked = { scope: `openid ${readScope}`, institutionId }
  const { url } = await application.authorize(email, asked)
  const { body } = await application.token(
    {
      grant_type: 'authorization_code',
      code: url.searchParams.get('code') ?? '',
      redirect_uri: `${instance.origin}/api/oidc/callback`,
      code_verifier: application.verifier,
    },
    basicAuthorization(simulator.clients.basic, simulator.clients.secret),
  )
  return body.access_token
}

async function send(requestLine: string, headers: readonly string[]): Promise<string> {
  const { host, port } = new URL(instance.origin)
  const head = [`${requestLine} HTTP/1.1`, `Host: ${host}`, ...headers, 'Connection: close']
  const socket = connect(Number(port), 'localhost')
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}

const summary = (answer: string) => [
  Number(answer.split(' ')[1]),
  /"code":"(\w+)"/.exec(answer)?.[1] ?? null,
]
const shows = (answer: string) => answer.includes('"maskedNumber"')

test('the list is shown to whoever may see it', async () => {
  const answer = await send(`GET ${base}/${own}/${below}`, [bearer])
  expect([...summary(answer), shows(answer)]).toEqual([200, null, true])
})

const mismatch = [403, 'institution_mismatch']
const nothing = [404, 'not_found']
test.each([
  ['of another institution by dots', `${base}/${own}/../${foreign}/${below}`, mismatch],
  ['by escaped dots', `${base}/${own}/%2e%2e/${foreign}/${below}`, mismatch],
  ['by escaped slashes', `${base}/${own}%2f..%2f${foreign}/${below}`, mismatch],
  ['by slashes escaped twice', `${base}/${own}%252f..%252f${foreign}/${below}`, mismatch],
  ['with a null character', `${base}/${own}%00/${below}`, mismatch],
  ['in capitals', `${base}/${own.toUpperCase()}/${below}`, mismatch],
  ['by the name of the parameter', `${base}/[institutionId]/${below}`, mismatch],
  ['by a parameter of Next.js', `${base}/${foreign}/${below}?nxtPinstitutionId=${own}`, mismatch],
  ['as data of a page', `${base}/${own}/${below}.rsc`, nothing],
  ['with an ending', `${base}/${own}/${below}.json`, nothing],
  ['with a slash at the end', `${base}/${own}/${below}/`, [308, null]],
  ['without an institution', `${base}//${below}`, [308, null]],
] as const)('a path %s shows nothing', async (_, path, expected) => {
  const answer = await send(`GET ${path}`, [bearer])
  expect([summary(answer), shows(answer)]).toEqual([expected, false])
})

const path = `${base}/${own}/${below}`
test.each([
  ['for the router', ['RSC: 1', 'Next-Router-Prefetch: 1'], 307],
  ['for an action', ['Next-Action: 00'], 401],
  ['of the proxy itself', ['x-middleware-subrequest: proxy:proxy:proxy:proxy:proxy'], 401],
  ['for another path', [`x-invoke-path: ${path}`, `x-matched-path: ${path}`], 401],
  ['for a preview', ['Cookie: __prerender_bypass=1; __next_preview_data=1'], 401],
  ['with a token that is no bearer', ['Proxy-Authorization: Bearer x'], 401],
] as const)('headers %s let nobody in', async (_, headers, status) => {
  const answers = [
    await send(`GET ${path}`, headers),
    await send(`GET ${path}`, [...headers, bearerElsewhere]),
  ]
  expect(answers.map(shows)).toEqual([false, false])
  const elsewhere = status === 401 ? 403 : status
  expect(answers.map((answer) => summary(answer)[0])).toEqual([status, elsewhere])
})

test('a path with a broken escape shows nothing', async () => {
  const answer = await send(`GET ${base}/%E0%A4%A/${below}`, [bearer])
  expect([Number(summary(answer)[0]) >= 400, shows(answer)]).toEqual([true, false])
})

test.each(['HEAD', 'OPTIONS', 'TRACE', 'DELETE', 'QUERY'])('%s shows nothing', async (method) => {
  const anybody = await send(`${method} ${path}`, [])
  expect([summary(anybody)[0] === 200, shows(anybody)]).toEqual([false, false])
  const answer = await send(`${method} ${path}`, [bearer])
  expect([shows(answer), answer.includes(bearer)]).toEqual([false, false])
})

test('of two tokens the first one counts, and of a list none', async () => {
  const call = async (...headers: string[]) => summary(await send(`GET ${path}`, headers))
  expect(await call(bearerElsewhere, bearer)).toEqual(mismatch)
  expect(await call('Authorization: Bearer x', bearer)).toEqual([401, 'invalid_token'])
  expect(await call(`${bearerElsewhere}, ${bearer.slice(15)}`)).toEqual([401, 'invalid_token'])
})
