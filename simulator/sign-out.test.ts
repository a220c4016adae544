import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, createTestApplication } from './test-application.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
})
afterAll(() => simulator.close())

const toSignedOut = {
  client_id: 'starter',
  post_logout_redirect_uri: `${appUrl}/signed-out`,
  state: 'sign-out-state',
}

function endSessionUrl(parameters: Record<string, string> = {}): string {
  return `${simulator.issuer}/session/end?${new URLSearchParams(parameters)}`
}

async function signedIn() {
  const application = createTestApplication(simulator)
  return { application, tokens: await application.signIn('few@example.test') }
}

describe('signing out', () => {
  test('asks first', async () => {
    const { application } = await signedIn()
    const page = await application.browser.open(endSessionUrl(toSignedOut))
    expect(page.markup).toContain('<h1>Sign out of Jack Henry Identity?</h1>')
    expect(page.markup).toMatch(/<button[^>]*>Sign out<\/button>/)
    expect(page.markup).toMatch(/<button[^>]*>Stay signed in<\/button>/)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('on yes ends the session and returns with state', async () => {
    const { application } = await signedIn()
    const page = await application.browser.open(endSessionUrl(toSignedOut))
    const { url } = await application.browser.submit(page, { logout: 'yes' })
    expect(url.href).toBe(`${appUrl}/signed-out?state=sign-out-state`)
    const next = await application.browser.open(application.authorizationUrl())
    expect(next.markup).toContain('<h1>Sign in</h1>')
  })

  test('on no keeps the session and returns with state', async () => {
    const { application } = await signedIn()
    const page = await application.browser.open(endSessionUrl(toSignedOut))
    const { url } = await application.browser.submit(page, {})
    expect(url.href).toBe(`${appUrl}/signed-out?state=sign-out-state`)
    const next = await application.browser.open(application.authorizationUrl())
    expect(next.url.searchParams.get('code')).not.toBeNull()
  })

  test.each([{ logout: 'yes' }, {}])('leaves refresh tokens alone with %j', async (answer) => {
    const { application, tokens } = await signedIn()
    const page = await application.browser.open(endSessionUrl(toSignedOut))
    await application.browser.submit(page, answer)
    expect((await application.refresh(tokens.body.refresh_token ?? '')).status).toBe(200)
  })

  test('takes an ID token as hint instead of the application', async () => {
    const { application, tokens } = await signedIn()
    const { client_id: _clientId, ...rest } = toSignedOut
    const hint = { id_token_hint: tokens.body.id_token ?? '' }
    const page = await application.browser.open(endSessionUrl({ ...rest, ...hint }))
    const { url } = await application.browser.submit(page, { logout: 'yes' })
    expect(url.origin).toBe(appUrl)
  })

  test('ends on a page of its own when no address is given', async () => {
    const { application } = await signedIn()
    const page = await application.browser.open(endSessionUrl())
    const stayed = await application.browser.submit(page, {})
    expect(stayed.markup).toContain('<h1>You are still signed in</h1>')
    const again = await application.browser.open(endSessionUrl({ client_id: 'starter' }))
    const left = await application.browser.submit(again, { logout: 'yes' })
    expect(left.markup).toContain('<h1>You are signed out</h1>')
  })

  test('is refused with a page for an address that is not registered', async () => {
    const { application } = await signedIn()
    const page = await application.browser.open(
      endSessionUrl({ ...toSignedOut, post_logout_redirect_uri: 'http://localhost:3999/other' }),
    )
    expect(page.status).toBe(400)
    expect(page.markup).toContain('<code>invalid_request</code>')
  })

  test('is not possible from a page of somebody else', async () => {
    const { application } = await signedIn()
    const page = await application.browser.open(endSessionUrl(toSignedOut))
    const forged = await application.browser.submit(page, { logout: 'yes', xsrf: 'guessed' })
    expect(forged.status).toBe(400)
  })

  test('returns at once when nobody is signed in', async () => {
    const { browser } = createTestApplication(simulator)
    const { url } = await browser.open(endSessionUrl(toSignedOut))
    expect(url.href).toBe(`${appUrl}/signed-out?state=sign-out-state`)
    const page = await browser.open(endSessionUrl())
    expect(page.markup).toContain('<h1>You are signed out</h1>')
  })
})
