import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { institutionIdAt, institutionZero } from '@/simulator/institutions'
import { type Flow, startFlow, subjectOf } from '@/testing/flow'

let flow: Flow
beforeAll(async () => {
  flow = await startFlow()
})
afterAll(() => flow.close())
beforeEach(() => {
  flow.simulator.faults.clear()
  flow.simulator.entitlements.reset()
})

const few = 'few@example.test'
const [first, second] = [institutionIdAt(0), institutionIdAt(1)]
const foreign = institutionIdAt(500)
const place = ({ url }: { url: URL }) => `${url.pathname}${url.search}`
const accountsPath = (institutionId: string) =>
  `/api/bff/${institutionId}/account-services/enterprise/${subjectOf(few)}/accounts`

describe('the main job', () => {
  test('sign in, see the institutions, open two, work in both, sign out', async () => {
    const browser = flow.newBrowser()
    expect(place(await browser.authorize(few))).toBe('/institutions')

    const list = await (await browser.call('/api/institutions')).json()
    expect(list.total).toBe(5)

    expect(place(await browser.authorize(few, first))).toBe(`/i/${first}`)
    expect(place(await browser.authorize(few, second))).toBe(`/i/${second}`)
    const [one, other] = await Promise.all(
      [first, second].map(async (id) => (await browser.call(accountsPath(id))).json()),
    )
    expect(one.total).toBeGreaterThan(0)
    expect(one.accounts[0].accountId).not.toBe(other.accounts[0].accountId)

    const signedOut = await browser.post('/api/oidc/logout')
    expect(signedOut.status).toBe(303)
    expect((await browser.call(accountsPath(first))).status).toBe(401)
  })

  test('a warm sign-in makes one provider request, the code exchange', async () => {
    const warm = flow.newBrowser()
    await warm.authorize(few)
    const before = flow.simulator.requests.length
    await warm.authorize(few, first)
    await flow.newBrowser().authorize(few)
    const fromServer = flow.simulator.requests
      .slice(before)
      .filter(({ path }) => !/\/auth(\/|$)|interaction|\.css$/.test(path))
    expect(fromServer.map(({ path }) => path.split('/v0')[1])).toEqual(['/token', '/token'])
  })

  test('the second pass shows no page', async () => {
    const browser = flow.newBrowser()
    await browser.authorize(few)
    const visit = await browser.open(`${flow.appUrl}/api/oidc/authorize?institutionId=${first}`)
    expect(place(visit)).toBe(`/i/${first}`)
  })

  test('five tabs authorize at once and each ends at its own institution', async () => {
    const browser = flow.newBrowser()
    const many = 'many@example.test'
    await browser.authorize(many)
    const ids = Array.from({ length: 5 }, (_, n) => institutionIdAt(n + 20))
    const visits = await Promise.all(ids.map((id) => browser.authorize(many, id)))
    expect(visits.map(place)).toEqual(ids.map((id) => `/i/${id}`))
  })

  test('a sign-in begins a session with a new id and ends the earlier one', async () => {
    const browser = flow.newBrowser()
    await browser.authorize(few)
    const earlier = browser.cookie('jhi_session')
    await browser.authorize(few)
    expect(browser.cookie('jhi_session')).not.toBe(earlier)
    const stolen = await fetch(`${flow.appUrl}/api/institutions`, {
      headers: { cookie: `jhi_session=${earlier}` },
    })
    expect(stolen.status).toBe(401)
  })

  test('opening institutions leaves the session cookie alone', async () => {
    const browser = flow.newBrowser()
    await browser.authorize(few)
    const cookie = browser.cookie('jhi_session')
    for (const id of [first, second]) await browser.authorize(few, id)
    expect(browser.cookie('jhi_session')).toBe(cookie)
    expect(browser.cookie(/jhi_attempt/)).toBeUndefined()
  })
})

describe('the authorization request', () => {
  const started = async (fields: Record<string, string>) =>
    new URL(
      (await flow.newBrowser().post('/api/oidc/authorize', fields)).headers.get('location') ?? '',
    )

  test('carries PKCE S256, fresh state and nonce, the fixed redirect URI and nothing else', async () => {
    const [one, other] = [await started({}), await started({})]
    expect(Object.fromEntries(one.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'starter',
      redirect_uri: `${flow.appUrl}/api/oidc/callback`,
      code_challenge_method: 'S256',
    })
    expect(one.searchParams.has('institutionId')).toBe(false)
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.searchParams.get(name)).toMatch(/^[\w-]{43}$/)
      expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name))
    }
  })

  test('names the institution and the login hint, and takes no other parameter', async () => {
    const url = await started({
      institutionId: first,
      loginHint: few,
      client_id: 'evil',
      redirect_uri: 'https://evil.example',
      scope: 'everything',
      prompt: 'none',
    })
    expect(url.searchParams.getAll('institutionId')).toEqual([first])
    expect(url.searchParams.get('login_hint')).toBe(few)
    expect(url.searchParams.getAll('client_id')).toEqual(['starter'])
    expect(url.searchParams.getAll('redirect_uri')).toEqual([`${flow.appUrl}/api/oidc/callback`])
    expect(url.searchParams.get('scope')).not.toContain('everything')
    expect(url.searchParams.has('prompt')).toBe(false)
  })

  test('is not started for another site, a hidden origin, or a prefetch', async () => {
    const browser = flow.newBrowser()
    for (const headers of [{}, { origin: 'null' }, { origin: 'https://evil.example' }]) {
      const answer = await browser.post('/api/oidc/authorize', {}, headers)
      expect([answer.status, (await answer.json()).code]).toEqual([403, 'csrf_rejected'])
    }
    const prefetch = await browser.call('/api/oidc/authorize', {
      headers: { 'sec-purpose': 'prefetch', 'sec-fetch-site': 'same-origin' },
    })
    expect([prefetch.status, prefetch.headers.get('set-cookie')]).toEqual([403, null])
  })

  test('is not started by a body that is no form', async () => {
    for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x']) {
      const answer = await flow.newBrowser().call('/api/oidc/authorize', {
        method: 'POST',
        body: 'a=b',
        headers: { origin: flow.appUrl, 'content-type': type },
      })
      expect([answer.status, (await answer.json()).code]).toEqual([400, 'bad_request'])
    }
  })

  test('of a cross-site navigation leads to the sign-in page, which knows the way', async () => {
    const answer = await flow.newBrowser().call(`/api/oidc/authorize?institutionId=${first}`, {
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' },
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(
      `/sign-in?returnTo=${encodeURIComponent(`/i/${first}`)}`,
    )
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test('keeps five attempts at most, the oldest go first', async () => {
    const browser = flow.newBrowser()
    for (let n = 0; n < 7; n += 1) {
      const answer = await browser.post('/api/oidc/authorize')
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        const [name = '', value = ''] = pair.split('=')
        if (value === '') browser.cookies.delete(name)
        else browser.cookies.set(name, { name, value, path: '/' })
      }
      flow.advance(10)
    }
    expect(browser.cookies.size).toBe(5)
  })
})

describe('a refused second pass', () => {
  test('is what institution zero gets: it is no institution to work in', async () => {
    const browser = flow.newBrowser()
    await browser.authorize(few)
    const visit = await browser.authorize(few, institutionZero)
    expect(place(visit)).toBe('/institutions?error=institution_denied')
    expect((await browser.call(accountsPath(institutionZero))).status).toBe(403)
  })

  test('leaves the session alone when the institution is not permitted', async () => {
    const browser = flow.newBrowser()
    await browser.authorize(few)
    const visit = await browser.authorize(few, foreign)
    expect(place(visit)).toBe('/institutions?error=institution_denied')
    expect((await browser.call('/api/institutions')).status).toBe(200)
    expect((await browser.call(accountsPath(foreign))).status).toBe(403)
  })

  test('is what a token for another institution gets', async () => {
    const browser = flow.newBrowser()
    await browser.authorize(few)
    flow.simulator.faults.set({ tokenInstitution: { value: second } })
    expect(place(await browser.authorize(few, first))).toBe(
      '/institutions?error=institution_mismatch',
    )
    for (const id of [first, second]) {
      expect((await browser.call(accountsPath(id))).status).toBe(403)
    }
  })

  test('ends the session when another person comes back, and begins none', async () => {
    const browser = flow.newBrowser()
    await browser.authorize(few)
    const cookie = browser.cookie('jhi_session')
    flow.simulator.faults.set({ authorizationPerson: { value: 'many@example.test' } })
    expect(place(await browser.authorize(few, first))).toBe(
      `/sign-in?error=user_mismatch&returnTo=${encodeURIComponent(`/i/${first}`)}`,
    )
    expect(browser.cookie('jhi_session')).toBeUndefined()
    const old = await fetch(`${flow.appUrl}/api/institutions`, {
      headers: { cookie: `jhi_session=${cookie}` },
    })
    expect(old.status).toBe(401)
  })

  test('says session_expired when the session ended meanwhile', async () => {
    const browser = flow.newBrowser()
    await browser.authorize(few)
    for (const [key, { name }] of browser.cookies)
      if (name === 'jhi_session') browser.cookies.delete(key)
    expect(place(await browser.authorize(few, first))).toBe(
      `/sign-in?error=session_expired&returnTo=${encodeURIComponent(`/i/${first}`)}`,
    )
    expect(browser.cookie('jhi_session')).toBeUndefined()
  })
})
