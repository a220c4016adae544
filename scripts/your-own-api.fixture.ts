// Runs in the copy that your-own-api.test.ts makes: the files that it loads are those of the guide.
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { RequestProblem } from '@/components/requests/request-problem'
import { ConfigError, parseConfig } from '@/lib/config/parse-config'
import { institutionIdAt } from '@/simulator/institutions'
import { closeServer, listen } from '@/simulator/listening'
import { obtainTokens, readScope, writeScope } from '@/testing/account-services'
import { findAuditLines } from '@/testing/audit-trail'
import { type Flow, type FlowBrowser, startFlow } from '@/testing/flow'

type Handler = (
  request: NextRequest,
  context: { params: Promise<{ institutionId: string }> },
) => Promise<Response>

const load = (path: string) => import(join(process.cwd(), path))
const { GET }: { GET: Handler } = await load(
  'app/api/branches/v1/[institutionId]/branches/route.ts',
)
const { POST }: { POST: Handler } = await load(
  'app/api/notices/v1/[institutionId]/notices/route.ts',
)
const { askForScopeHref } = await load('components/notices/ask-for-scope-href.ts')

const institutionId = institutionIdAt(0)
const reader: string = 'reader@example.test'
const editor: string = 'editor@example.test'

let flow: Flow
let browser: FlowBrowser
let [seen, challenge]: [IncomingMessage | null, string] = [null, '']
const elsewhere = createServer((incoming, outgoing) => {
  seen = incoming
  if (challenge !== '') outgoing.writeHead(403, { 'www-authenticate': challenge })
  outgoing.end('[]')
})
beforeAll(async () => {
  const port = String(await listen(elsewhere, 0))
  flow = await startFlow({ PORT: port, WIRES_URL: `http://localhost:${port}/wires/` })
  browser = flow.newBrowser()
  await browser.authorize(reader)
  await browser.authorize(reader, institutionId)
})
afterAll(async () => {
  await flow.close()
  await closeServer(elsewhere)
})

/** Calls a route of the guide as curl would, with a token of this person and scope. */
async function call(
  handler: Handler,
  { email = reader, scope = readScope, at = institutionId, text = '' } = {},
) {
  const asked = { email, scope: `openid ${scope}`, institutionId }
  const { accessToken } = await obtainTokens(flow, asked)
  const request = new NextRequest(`${flow.appUrl}/api/own/v1/${at}`, {
    method: handler === GET ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    ...(handler === POST && { body: JSON.stringify({ text }) }),
  })
  const response = await handler(request, { params: Promise.resolve({ institutionId: at }) })
  return { status: response.status, answer: await response.json() }
}

test('the guarded route answers whom its rule lets through, and notes whom it refuses', async () => {
  expect(await call(GET)).toEqual({
    status: 200,
    answer: { branches: ['Main Street', 'Riverside'], of: institutionId },
  })
  const { status, answer } = await call(GET, { scope: writeScope })
  expect([status, answer.code, answer.missingScopes]).toEqual([
    ...[403, 'insufficient_scope', [readScope]],
  ])
  expect(await findAuditLines(flow, answer.requestId)).toMatchObject([{ action: 'branch.list' }])
  const elsewhereAnswer = await call(GET, { at: institutionIdAt(1) })
  expect([elsewhereAnswer.status, elsewhereAnswer.answer.code]).toEqual([
    ...[403, 'institution_mismatch'],
  ])
})

test.each([
  [editor, writeScope, 'Hello', 200, undefined],
  [editor, writeScope, '', 422, 'invalid_fields'],
  [editor, readScope, 'Hello', 403, 'insufficient_scope'],
  [reader, writeScope, 'Hello', 403, 'permission_denied'],
])('the endpoint for %s with %s and “%s”: %d', async (email, scope, text, status, code) => {
  const called = await call(POST, { email, scope, text })
  expect([called.status, called.answer.code]).toEqual([status, code])
  if (status === 200) expect(called.answer).toEqual({ noticeId: expect.any(String), text })
})

test.each([
  ['branches/branches', `/api/branches/v1/${institutionId}/branches`],
  ['wires/transfers/7?page=2', `/wires/${institutionId}/transfers/7?page=2`],
])('the BFF forwards %s with the token of the institution', async (path, url) => {
  const response = await browser.call(`/api/bff/${institutionId}/${path}`)
  expect([response.status, seen?.url]).toEqual([200, url])
  expect(seen?.headers).toMatchObject({
    authorization: expect.stringMatching(/^Bearer /),
    'x-request-id': expect.any(String),
  })
  expect(seen?.headers).not.toHaveProperty('cookie')
})

test.each([
  ['GET', 'wires/other'],
  ['DELETE', 'wires/transfers/7'],
])('the BFF does not know %s %s', async (method, path) => {
  const response = await browser.call(`/api/bff/${institutionId}/${path}`, { method })
  expect([response.status, (await response.json()).code]).toEqual([404, 'upstream_not_found'])
})

test('a scope that is missing is asked for, and then it is there', async () => {
  challenge = `Bearer error="insufficient_scope", scope="${writeScope}"`
  const refusal = await browser.call(`/api/bff/${institutionId}/wires/transfers`)
  challenge = ''
  const requestableScope = refusal.headers.get('x-requestable-scope') ?? undefined
  vi.stubGlobal('location', { pathname: `/i/${institutionId}`, search: '?of=2' })
  const details = { failure: 'refused', status: 403, code: 'insufficient_scope' } as const
  const problem = new RequestProblem({ ...details, requestableScope })
  const href = askForScopeHref(institutionId, problem)
  const { url } = await browser.open(`${flow.appUrl}${href}`)
  expect(url.pathname + url.search).toBe(`/i/${institutionId}?of=2`)
  await browser.call(`/api/bff/${institutionId}/wires/transfers`)
  const [, claims = ''] = seen?.headers.authorization?.split('.') ?? []
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString()).scope).toContain(writeScope)
})

test('the address of an upstream has a default on this machine, and nowhere else', () => {
  const parse = (environment: Record<string, string>) =>
    parseConfig(environment, { generateSessionSecret: () => 'x'.repeat(32) })
  expect(parse({}).upstreamUrls).toMatchObject({ WIRES_URL: 'http://localhost:4600' })
  const refused = () => parse({ APP_URL: 'https://desk.example.com' })
  expect(refused).toThrow(ConfigError)
  expect(refused).toThrow('WIRES_URL must be set: its default is for loopback origins only')
  expect(() => parse({ WIRES_URL: 'http://wires.example.com' })).toThrow('WIRES_URL must use https')
})
