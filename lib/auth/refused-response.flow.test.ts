import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Flow, type FlowBrowser, startFlow } from '@/testing/flow'

let flow: Flow
let browser: FlowBrowser
beforeAll(async () => {
  flow = await startFlow()
})
afterAll(() => flow.close())
beforeEach(() => {
  flow.simulator.faults.clear()
  browser = flow.newBrowser()
})

const few = 'few@example.test'
const place = ({ url }: { url: URL }) => `${url.pathname}${url.search}`

/** Goes through the provider's page and stops before the callback. */
async function authorizationResponse(): Promise<URL> {
  const started = await browser.post('/api/oidc/authorize')
  keepCookies(started)
  const location = started.headers.get('location') ?? ''
  const { createTestBrowser } = await import('@/simulator/test-browser')
  const provider = createTestBrowser(flow.simulator.origin)
  const page = await provider.open(location)
  return (await provider.submit(page, { email: few, password: 'anything' })).url
}

function keepCookies(response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
    if (value === '') browser.cookies.delete(`${name} /`)
    else browser.cookies.set(`${name} /`, { name, value, path: '/' })
  }
}

async function callback(url: URL): Promise<string> {
  const response = await browser.call(`${url.pathname}${url.search}`)
  keepCookies(response)
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}

const tokenRequests = () =>
  flow.simulator.requests.filter(({ path }) => path.endsWith('/token')).length

describe('no session comes of a token response with', () => {
  test.each([
    'wrong-nonce',
    'wrong-issuer',
    'wrong-audience',
    'wrong-at-hash',
    'no-subject',
    'expired',
    'broken-signature',
    'unknown-key',
    'unsigned',
  ] as const)('an ID token that is %s', async (fault) => {
    flow.simulator.faults.set({ idToken: { value: fault } })
    expect(place(await browser.authorize(few))).toBe('/sign-in?error=response_rejected')
    expect(browser.cookie('jhi_session')).toBeUndefined()
    expect(browser.cookie(/jhi_attempt/)).toBeUndefined()
  })

  test.each([
    [{ status: 503 }, 'provider_unavailable'],
    [{ status: 429, retryAfter: 3 }, 'provider_unavailable'],
    [{ status: 400, error: 'invalid_grant' }, 'provider_error'],
    [{ status: 401, error: 'invalid_client' }, 'provider_error'],
  ] as const)('%j', async (value, code) => {
    flow.simulator.faults.set({ tokenError: { value } })
    expect(place(await browser.authorize(few))).toBe(`/sign-in?error=${code}`)
    expect(browser.cookie('jhi_session')).toBeUndefined()
  })
})

describe('no token request is made for', () => {
  let before: number
  beforeEach(() => {
    before = tokenRequests()
  })

  async function isRefused(url: URL, code: string) {
    expect(await callback(url)).toBe(`/sign-in?error=${code}`)
    expect(tokenRequests()).toBe(before)
    expect(browser.cookie('jhi_session')).toBeUndefined()
  }

  test('a response with a wrong issuer, or none where one is announced', async () => {
    for (const value of ['https://evil.example', null]) {
      flow.simulator.faults.set({ authorizationIssuer: { value } })
      await isRefused(await authorizationResponse(), 'response_rejected')
    }
  })

  test('an error response of another issuer', async () => {
    const url = await authorizationResponse()
    url.searchParams.delete('code')
    url.searchParams.set('error', 'access_denied')
    url.searchParams.set('iss', 'https://evil.example')
    await isRefused(url, 'response_rejected')
  })

  test('a wrong, missing or doubled state', async () => {
    const url = await authorizationResponse()
    const state = url.searchParams.get('state') ?? ''
    url.searchParams.set('state', 'another')
    await isRefused(url, 'attempt_not_found')
    url.searchParams.delete('state')
    await isRefused(url, 'attempt_not_found')
    url.search += `&state=${state}&state=${state}`
    await isRefused(url, 'response_rejected')
  })

  test('a doubled code or a doubled issuer', async () => {
    for (const name of ['code', 'iss']) {
      const url = await authorizationResponse()
      url.searchParams.append(name, url.searchParams.get(name) ?? '')
      await isRefused(url, 'response_rejected')
    }
  })

  test('a cancelled sign-in', async () => {
    const url = await authorizationResponse()
    url.searchParams.delete('code')
    url.searchParams.set('error', 'access_denied')
    url.searchParams.set('error_description', '<script>alert(1)</script>')
    await isRefused(url, 'sign_in_cancelled')
  })

  test('an error with a garbage code', async () => {
    const url = await authorizationResponse()
    url.searchParams.delete('code')
    url.searchParams.set('error', '"><script>')
    await isRefused(url, 'provider_error')
  })

  test('another browser', async () => {
    const url = await authorizationResponse()
    browser = flow.newBrowser()
    await isRefused(url, 'attempt_not_found')
  })

  test('an attempt that is ten minutes old', async () => {
    const url = await authorizationResponse()
    flow.advance(600_000)
    await isRefused(url, 'attempt_expired')
  })

  test('a replay, even with the cookie put back', async () => {
    const url = await authorizationResponse()
    const cookies = new Map(browser.cookies)
    expect(await callback(url)).toBe('/institutions')
    browser = flow.newBrowser()
    for (const [key, cookie] of cookies) browser.cookies.set(key, cookie)
    before = tokenRequests()
    await isRefused(url, 'attempt_not_found')
  })

  test('a second try of an attempt that failed', async () => {
    const url = await authorizationResponse()
    const cookies = new Map(browser.cookies)
    const wrong = new URL(url)
    wrong.searchParams.set('iss', 'https://evil.example')
    await isRefused(wrong, 'response_rejected')
    for (const [key, cookie] of cookies) browser.cookies.set(key, cookie)
    await isRefused(url, 'attempt_not_found')
  })
})

test('two attempts of one browser finish in any order', async () => {
  const [one, other] = [await authorizationResponse(), await authorizationResponse()]
  expect(await callback(other)).toBe('/institutions')
  expect(await callback(one)).toBe('/institutions')
})

test('a failed sign-in keeps the session that was there', async () => {
  await browser.authorize(few)
  flow.simulator.faults.set({ idToken: { value: 'wrong-nonce' } })
  expect(place(await browser.authorize(few))).toBe('/institutions?error=response_rejected')
  expect((await browser.call('/api/institutions')).status).toBe(200)
})

test('a new key of the provider is accepted thirty seconds after the last look at its keys', async () => {
  flow.advance(31_000)
  await flow.simulator.rotateSigningKeys()
  expect(place(await browser.authorize(few))).toBe('/institutions')
  await flow.simulator.rotateSigningKeys()
  flow.advance(29_000)
  const early = flow.newBrowser()
  expect(place(await early.authorize(few))).toBe('/sign-in?error=response_rejected')
  flow.advance(1_500)
  expect(place(await flow.newBrowser().authorize(few))).toBe('/institutions')
})

test('unknown keys cause one fetch in thirty seconds, however many come', async () => {
  await browser.authorize(few)
  flow.advance(31_000)
  const fetches = () => flow.simulator.requests.filter(({ path }) => path.endsWith('/jwks')).length
  const before = fetches()
  flow.simulator.faults.set({ idToken: { value: 'unknown-key' } })
  for (let n = 0; n < 4; n += 1) await flow.newBrowser().authorize(few)
  expect(fetches() - before).toBe(1)
})
