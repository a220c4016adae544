import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { people } from './people.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'
import { appUrl, createTestApplication } from './test-application.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
})
afterAll(() => simulator.close())

async function openPage(parameters?: Record<string, string>) {
  const { browser, authorizationUrl } = createTestApplication(simulator)
  return { browser, page: await browser.open(authorizationUrl(parameters)) }
}

describe('the sign-in page', () => {
  test('labels its fields Email and Password', async () => {
    const { page } = await openPage()
    expect(page.status).toBe(200)
    expect(page.markup).toContain('<label for="email">Email</label>')
    expect(page.markup).toContain('<label for="password">Password</label>')
    expect(page.markup).toMatch(/<button[^>]*>Sign in<\/button>/)
  })

  test('has one form only with a field, and no script', async () => {
    const { page } = await openPage()
    expect(page.markup).not.toContain('<script')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('content-security-policy')).not.toContain('form-action')
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  test('has the login_hint filled in, harmlessly', async () => {
    const { page } = await openPage({ login_hint: '"><script>alert(1)</script>@example.test' })
    expect(page.markup).toContain('value="&quot;&gt;&lt;script&gt;')
    expect(page.markup).not.toContain('<script')
  })

  test('lists every practice person as a button that signs in', async () => {
    const { page, browser } = await openPage()
    for (const { email, name } of people) {
      expect(page.markup).toContain(`name="email" value="${email}"`)
      expect(page.markup).toContain(name)
    }
    const { url } = await browser.submit(page, { email: 'one@example.test' }, 1)
    expect(url.searchParams.get('code')).not.toBeNull()
  })

  test.each([
    ['', 'Enter an email address.'],
    ['  ', 'Enter an email address.'],
    ['nobody@example.test', 'Nobody here has that address.'],
  ])('comes back with an error for %j and keeps the input', async (email, problem) => {
    const { page, browser } = await openPage()
    const again = await browser.submit(page, { email, password: 'x' })
    expect(again.markup).toContain(problem)
    expect(again.markup).toContain(`value="${email}" aria-invalid="true"`)
    const { url } = await browser.submit(again, { email: ' Few@Example.test ' })
    expect(url.searchParams.get('code')).not.toBeNull()
  })

  test('answers access_denied to the application when cancelled', async () => {
    const { page, browser } = await openPage()
    const { url } = await browser.submit(page, { action: 'cancel' })
    expect(url.origin).toBe(appUrl)
    expect(url.searchParams.get('error')).toBe('access_denied')
    expect(url.searchParams.get('state')).toBe('the-state')
  })

  test('is gone in a browser that did not begin the request', async () => {
    const { page } = await openPage()
    const elsewhere = await createTestApplication(simulator).browser.open(page.url.href)
    expect(elsewhere.status).toBe(400)
    expect(elsewhere.markup).toContain('authorization request has expired')
  })
})

test('the address of the simulator itself shows a page', async () => {
  const page = await createTestApplication(simulator).browser.open(simulator.origin)
  expect(page.status).toBe(200)
  expect(page.markup).toContain('The simulator is running')
})

test('a path that is nothing answers 404', async () => {
  const { status } = await fetch(`${simulator.origin}/a/other`)
  expect(status).toBe(404)
})
