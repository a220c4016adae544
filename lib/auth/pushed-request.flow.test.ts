import { afterEach, describe, expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { simulatorClients } from '@/simulator/simulator-clients'
import { createTestBrowser } from '@/simulator/test-browser'
import { type Flow, startFlow } from '@/testing/flow'

let flow: Flow
afterEach(() => flow.close())

const few = 'few@example.test'
const institutionId = institutionIdAt(0)
const offered = { pushedAuthorizationRequests: 'offered' } as const
type Offer = 'off' | 'offered' | 'required'
const start = (JHI_PAR: string, pushedAuthorizationRequests: Offer, more = {}) =>
  startFlow({ JHI_PAR, ...more }, {}, { pushedAuthorizationRequests })

/** Where a browser that does not follow to the provider is sent. */
const begin = async (search = '') =>
  (await createTestBrowser(flow.appUrl).open(`${flow.appUrl}/api/oidc/authorize${search}`)).url

describe('the authorization request', () => {
  test.each([
    ['', 'off', false],
    ['', 'offered', true],
    ['offered', 'required', true],
    ['off', 'offered', false],
    // A provider that insists is obeyed.
    ['off', 'required', true],
    ['required', 'offered', true],
  ] as const)('with JHI_PAR=%s and a provider that has it %s: pushed %s', async (...facts) => {
    const [par, offer, pushed] = facts
    flow = await start(par, offer)
    const url = await begin(`?institutionId=${institutionId}&loginHint=pat@bank.example`)
    const names = [...url.searchParams.keys()].sort()
    if (pushed) expect(names).toEqual(['client_id', 'request_uri'])
    else expect(names).toContain('code_challenge')
    expect((await flow.newBrowser().authorize(few)).url.pathname).toBe('/institutions')
  })

  test('carries the institution and the hint when it is pushed', async () => {
    flow = await start('required', 'required')
    const browser = flow.newBrowser()
    const page = await browser.open(`${flow.appUrl}/api/oidc/authorize?loginHint=${few}`)
    expect(page.markup).toContain(`value="${few}"`)
    await browser.submit(page, { email: few, password: 'any' })
    expect((await browser.authorize(few, institutionId)).url.pathname).toBe(`/i/${institutionId}`)
  })

  test('is not begun when it has to be pushed and cannot be', async () => {
    flow = await start('required', 'off')
    const url = await begin()
    expect([url.pathname, url.search]).toEqual(['/sign-in', '?error=provider_unavailable'])
  })

  test('that the provider refuses to take leads to a page that says so', async () => {
    const { post } = simulatorClients
    flow = await start('required', 'offered', { JHI_CLIENT_ID: post, JHI_CLIENT_SECRET: 'wrong' })
    const url = await begin(`?institutionId=${institutionId}`)
    expect(url.pathname).toBe('/sign-in')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      error: 'provider_error',
      returnTo: `/i/${institutionId}`,
    })
  })

  test.each<[string, () => Response]>([
    ['a page', () => new Response('<html>')],
    ['no reference', () => Response.json({ expires_in: 60 }, { status: 201 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: '/login' } })],
    ['the page of a firewall', () => new Response('<html>', { status: 403 })],
  ])('answered with %s leads to a page too', async (_, answer) => {
    const network: typeof fetch = async (address, init) =>
      String(address).endsWith('/request') ? answer() : fetch(address, init)
    flow = await startFlow({ JHI_PAR: 'required' }, { fetch: network }, offered)
    const url = await begin()
    expect([url.pathname, url.search]).toEqual(['/sign-in', '?error=response_rejected'])
  })

  test('is not begun when the provider insists and says nowhere to push it', async () => {
    flow = await start('', 'offered')
    const metadata = {
      pushed_authorization_request_endpoint: null,
      require_pushed_authorization_requests: true,
    }
    flow.simulator.faults.set({ metadata: { value: metadata } })
    const url = await begin()
    expect([url.pathname, url.search]).toEqual(['/sign-in', '?error=provider_unavailable'])
  })
})
