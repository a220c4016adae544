import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { accountEndpoints } from '@/lib/accounts/endpoints'
import { inventAccounts } from '@/lib/accounts/sample-accounts'
import { institutionIdAt } from '@/simulator/institutions'
import { accountsUrl, obtainTokens, readScope, writeScope } from '@/testing/account-services'
import { type Flow, startFlow } from '@/testing/flow'

const [first, second] = [institutionIdAt(0), institutionIdAt(1)]
const accountId = inventAccounts(first)[3]?.accountId ?? ''

interface Operation {
  operationId: string
  security: { bearer: string[] }[]
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { content: Record<string, { schema: object }>; headers?: object }>
}
interface Document {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

let flow: Flow
let document: Document
let tokens: Record<'all' | 'other' | 'none', string>
beforeAll(async () => {
  flow = await startFlow()
  const response = await fetch(`${flow.appUrl}/api/account-services/v1/openapi.json`)
  expect(response.status).toBe(200)
  document = await response.json()
  const obtain = async (email: string, scope: string, institutionId: string) =>
    (await obtainTokens(flow, { email, scope, institutionId })).accessToken
  const scope = `openid ${readScope} ${writeScope}`
  tokens = {
    all: await obtain('editor@example.test', scope, first),
    other: await obtain('editor@example.test', scope, second),
    none: await obtain('editor@example.test', 'openid', first),
  }
}, 60_000)
afterAll(() => flow.close())

/** A schema of the document by itself, as a reader of the document would use it. */
function schemaOf(schema: object | undefined): z.ZodType {
  const $defs = document.components.schemas
  const text = JSON.stringify({ ...schema, $defs })
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')))
}

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
const find = (name: string) => {
  const found = operations().find(({ operation }) => operation.operationId === name)
  if (found === undefined) throw new Error(`the document has no ${name}`)
  return found
}

const bodies: Readonly<Record<string, object>> = {
  inquireAccounts: { query: 'a', sort: { by: 'openedOn' }, limit: 5 },
  replaceDetails: {
    ...{ name: 'Replaced', status: 'dormant', statementDelivery: 'electronic' },
    ...{ officer: null, note: 'Two\nlines', overdraftLimitCents: 10_000 },
  },
  changeDates: { nextReviewOn: '2031-05-06', maturityOn: '2032-01-01' },
  changeDetails: { note: null },
}

async function send(name: string, token: string | null, headers: Record<string, string> = {}) {
  const { path, method } = find(name)
  const below = path.split('/accounts')[1]?.replace('{accountId}', accountId) ?? ''
  const body = bodies[name]
  return fetch(accountsUrl(flow, first, 'editor@example.test', below), {
    method: method.toUpperCase(),
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  })
}

test('the document is OpenAPI 3.1, of this address', () => {
  expect(document).toMatchObject({
    openapi: '3.1.1',
    info: { title: expect.any(String), version: '1' },
    servers: [{ url: `${flow.appUrl}/api/account-services/v1` }],
  })
  const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)
  for (const [, name = ''] of references) {
    expect(Object.keys(document.components.schemas)).toContain(name)
  }
  expect(JSON.stringify(document)).not.toMatch(/\$schema|\$id/)
})

test('has every endpoint of the table, its scope and every parameter of its path', () => {
  expect(
    operations()
      .map(({ operation }) => operation.operationId)
      .sort(),
  ).toEqual(Object.keys(accountEndpoints).sort())
  for (const { path, operation } of operations()) {
    const named = operation.parameters.filter((parameter) => parameter.in === 'path')
    expect(named.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g))
    expect(operation.security[0]?.bearer).toHaveLength(1)
  }
  const query = find('listAccounts').operation.parameters.filter(
    ({ in: place }) => place === 'query',
  )
  expect(query).toMatchObject([
    { name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 200 } },
    { name: 'offset', required: false, schema: { type: 'integer', minimum: 0 } },
  ])
})

describe.each(Object.keys(accountEndpoints))('%s', (name) => {
  test('takes and answers what the document says', async () => {
    const { operation } = find(name)
    const isWrite = operation.parameters.some(({ name: header }) => header === 'If-Match')
    const etag = (await send('getAccount', tokens.all)).headers.get('etag') ?? ''
    const response = await send(name, tokens.all, isWrite ? { 'if-match': etag } : {})
    expect(response.status).toBe(200)
    const { content, headers } = operation.responses[200] ?? {}
    const answer = await response.json()
    schemaOf(content?.['application/json']?.schema).parse(answer)
    expect(response.headers.has('etag')).toBe(headers !== undefined)
    const described = operation.requestBody?.content['application/json']?.schema
    if (described) {
      expect(schemaOf(described).safeParse(bodies[name]).success).toBe(true)
      expect(schemaOf(described).safeParse({ ...bodies[name], more: 1 }).success).toBe(false)
    }
    // What the document does not name is refused by it, so the check above is one.
    expect(
      schemaOf(content?.['application/json']?.schema).safeParse({ ...answer, more: 1 }).success,
    ).toBe(false)
  })

  test('refuses as the document says', async () => {
    const { operation } = find(name)
    const answers = await Promise.all([
      send(name, null),
      send(name, tokens.none),
      send(name, tokens.other),
      send(name, tokens.all, { 'if-match': '"999"' }),
      send(name, tokens.all, { 'if-match': '*' }),
      send(name, tokens.all, { 'if-match': '"1"', 'content-type': 'text/plain' }),
    ])
    for (const response of answers.filter(({ status }) => status !== 200)) {
      const { content } = operation.responses[response.status] ?? {}
      expect([response.status, content]).toEqual([response.status, expect.anything()])
      schemaOf(content?.['application/problem+json']?.schema).parse(await response.json())
    }
    const statuses = answers.map(({ status }) => status)
    expect(statuses.slice(0, 3)).toEqual([401, 403, 403])
  })
})

test('names the bad fields as the document says', async () => {
  const response = await fetch(
    accountsUrl(flow, first, 'editor@example.test', '?limit=0&offset=x'),
    { headers: { authorization: `Bearer ${tokens.all}` } },
  )
  const { content } = find('listAccounts').operation.responses[422] ?? {}
  schemaOf(content?.['application/problem+json']?.schema).parse(await response.json())
  expect(response.status).toBe(422)
})
