import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'
import { duluth, few, homeOf, norfolk } from './practice-people.ts'
import { readAccounts, signIn } from './sign-in.ts'

test.use({ expectedConsoleErrors: [/status of 404/] })

const pagesForEverybody = ['/sign-in', '/signed-out', '/nothing-here']
const pagesWithSession = [
  '/institutions',
  '/institutions?q=prairie',
  homeOf(norfolk),
  homeOf(duluth),
  `${homeOf(norfolk)}/nothing`,
  '/profile',
  '/nothing-here',
]

test('every page has a policy with a nonce of its own and no inline scripts', async ({ page }) => {
  const nonces: string[] = []
  for (const path of pagesForEverybody) nonces.push(await readPolicy(path))
  await signIn(page, few)
  for (const path of pagesWithSession) nonces.push(await readPolicy(path))
  expect(new Set(nonces).size).toBe(nonces.length)

  async function readPolicy(path: string): Promise<string> {
    const response = await page.goto(path)
    const directives = parsePolicy(response?.headers()['content-security-policy'] ?? '')
    const scripts = directives.get('script-src') ?? []
    const nonce = scripts.find((source) => source.startsWith("'nonce-")) ?? ''
    expect(nonce, path).toMatch(/^'nonce-[\w+/=-]{16,}'$/)
    expect(scripts, path).not.toContain("'unsafe-inline'")
    expect(scripts, path).not.toContain("'unsafe-eval'")
    expect(directives.get('style-src'), path).not.toContain("'unsafe-inline'")
    expect(directives.get('default-src'), path).toEqual(["'none'"])
    expect(directives.get('frame-ancestors'), path).toEqual(["'none'"])
    expect(directives.get('base-uri'), path).toEqual(["'none'"])
    const scriptTags = (await response?.text())?.match(/<script\b[^>]*>/g) ?? []
    expect(scriptTags.length, path).toBeGreaterThan(0)
    expect(
      scriptTags.filter((tag) => !tag.includes('nonce=')),
      path,
    ).toEqual([])
    return nonce
  }
})

test('a script without the nonce does not run, and the offence is noticed', async ({
  page,
  evidence,
}) => {
  await page.goto('/sign-in')
  await plantScript(page)
  await expect(page).toHaveTitle(/^Sign in/)
  await expect
    .poll(() => evidence.problems.some((problem) => problem.startsWith('securitypolicyviolation')))
    .toBe(true)
  evidence.problems.length = 0
})

// Controls: what every test of the run relies on.
test.describe('fails its test', () => {
  test.fail()

  test('an offence against the policy, in any browser of the test', async ({ openContext }) => {
    const page = await (await openContext()).newPage()
    const offence = page.waitForEvent('console', (message) =>
      message.text().startsWith('securitypolicyviolation'),
    )
    await page.goto('/sign-in')
    await plantScript(page)
    await offence
  })

  test('an exception that nobody catches', async ({ page }) => {
    await page.goto('/sign-in')
    const thrown = page.waitForEvent('pageerror')
    await page.evaluate(() => setTimeout(() => Promise.reject(new Error('planted'))))
    await thrown
  })

  test('a token that a page holds', async ({ page, evidence }) => {
    await page.goto('/sign-in')
    evidence.exhibits.push({ where: 'a page', text: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln' })
  })
})

test('every answer forbids sniffing, framing and referrers to others', async ({ page }) => {
  await signIn(page, few)
  for (const path of [...pagesWithSession, '/icon.svg', '/api/auth/session', '/api/health/live']) {
    const { headers } = await get(path)
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['x-frame-options'], path).toBe('DENY')
    expect(['same-origin', 'no-referrer', 'strict-origin'], path).toContain(
      headers['referrer-policy'],
    )
    expect(headers['x-powered-by'], path).toBeUndefined()
  }

  async function get(path: string) {
    const response = await page.request.get(path, { maxRedirects: 0 })
    return { headers: response.headers() }
  }
})

test('nothing that needs a session is stored', async ({ page }) => {
  for (const path of ['/institutions', homeOf(norfolk), '/profile', '/api/auth/session']) {
    await expectNotStored(path)
  }
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  for (const path of [
    ...pagesWithSession,
    '/',
    '/sign-in',
    '/api/auth/session',
    '/api/auth/csrf',
    '/api/institutions',
    `/api/bff/${norfolk.institutionId}/account-services/enterprise/me/accounts`,
    `/api/bff/${norfolk.institutionId}/nothing/x`,
    '/api/oidc/authorize',
    '/api/oidc/callback',
  ]) {
    await expectNotStored(path)
  }

  async function expectNotStored(path: string): Promise<void> {
    const response = await page.request.get(path, {
      headers: { 'X-CSRF': '1' },
      maxRedirects: 0,
    })
    expect(response.headers()['cache-control'], path).toContain('no-store')
  }
})

async function plantScript(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', `<i onclick="document.title = 'planted'">x</i>`)
    document.querySelector('i')?.click()
  })
}

function parsePolicy(policy: string): Map<string, string[]> {
  return new Map(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/)
      return [name, sources]
    }),
  )
}
