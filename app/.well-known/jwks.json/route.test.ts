import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { createKeyInFile } from '@/testing/client-keys'
import { type Flow, startFlow } from '@/testing/flow'
import { createTemporaryFile } from '@/testing/temporary-file'

let flow: Flow
afterEach(() => flow.close())
const [retired, active, next] = [
  createKeyInFile('retired', { alg: 'PS256', status: 'retired' }),
  createKeyInFile('active', { status: 'active' }),
  createKeyInFile('next', { alg: 'RS256', status: 'next' }),
]
const file = createTemporaryFile({ keys: [retired, active, next] })
afterAll(() => file.remove())

const ask = (headers = {}) => fetch(`${flow.appUrl}/.well-known/jwks.json`, { headers })
const kids = async () => (await (await ask()).json()).keys.map(({ kid }: { kid: string }) => kid)

test('publishes the public members of next, active and retired keys, and no other', async () => {
  flow = await startFlow({ JHI_CLIENT_KEYS: file.path })
  const response = await ask()
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/jwk-set+json')
  const about = { use: 'sig' }
  const { n, e } = retired
  const { crv, x, y } = active
  expect(await response.json()).toEqual({
    keys: [
      { kty: 'RSA', kid: 'retired', alg: 'PS256', ...about, n, e },
      { kty: 'EC', kid: 'active', alg: 'ES256', ...about, crv, x, y },
      { kty: 'RSA', kid: 'next', alg: 'RS256', ...about, n: next.n, e: next.e },
    ],
  })
})

test('may be kept for five minutes, and is not sent to who has it', async () => {
  flow = await startFlow({ JHI_CLIENT_KEYS: file.path })
  const { headers } = await ask()
  expect(headers.get('cache-control')).toBe('public, max-age=300')
  const tag = headers.get('etag') ?? ''
  const known = await ask({ 'if-none-match': `"other", W/${tag}` })
  expect([known.status, await known.text()]).toEqual([304, ''])
  expect((await ask({ 'if-none-match': '"other"' })).status).toBe(200)
})

test('follows the file, and stays with the last good one', async () => {
  flow = await startFlow({ JHI_CLIENT_KEYS: file.path })
  file.write({ keys: [active] })
  await vi.waitFor(async () => expect(await kids()).toEqual(['active']), 5_000)
  file.write({ keys: [{ ...active, d: 'x' }] })
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  expect(await kids()).toEqual(['active'])
  file.write({ keys: [active, next] })
  await vi.waitFor(async () => expect(await kids()).toEqual(['active', 'next']), 5_000)
})

test('is an empty set without keys', async () => {
  flow = await startFlow()
  expect(await (await ask()).json()).toEqual({ keys: [] })
})
