import { gunzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { recordAnnouncements, takeAnnouncements } from './announcements.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures/test.ts'
import { alertOf, expectAwake, fieldOf, rowsOf, statusOf } from './picker-page.ts'
import { homeOf, institutionAt, many, thousands } from './practice-people.ts'
import { expectSignedOut } from './session-cookie.ts'
import { signIn } from './sign-in.ts'

// Answers to a search that are not what one hopes for. For the first list: faults-of-the-list.spec.ts.

const searches = '**/api/institutions?*'
const last = institutionAt(9_999)

test.use({
  expectedConsoleErrors: [/status of (401|403|429|503)|ERR_INTERNET_DISCONNECTED/],
})

test('a slow answer is spoken of after 400 ms, and again after 5 s; what is typed is kept', async ({
  page,
}) => {
  await recordAnnouncements(page)
  await openList(page)
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route(searches, async (route) => {
    await answered
    await route.fallback()
  })
  await takeAnnouncements(page)
  const asked = page.waitForRequest(searches)
  await page.keyboard.type('tide')
  await asked
  const askedAt = await page.evaluate(() => performance.now())
  await expect(statusOf(page)).toHaveText('Loading institutions…')
  // What was there stays until there is something to take its place.
  await expect(rowsOf(page)).toHaveCount(50)
  await page.keyboard.type('water')
  await expect(statusOf(page)).toHaveText(
    'Still loading. This can take longer when you have access to many institutions.',
  )
  const [loading, still, ...others] = await takeAnnouncements(page)
  expect((loading?.at ?? 0) - askedAt).toBeGreaterThan(350)
  expect((still?.at ?? 0) - askedAt).toBeGreaterThan(4_900)
  expect(others).toEqual([])
  answer()
  await expect(statusOf(page)).toContainText('matches "tidewater"')
  await expect(fieldOf(page)).toHaveValue('tidewater')
  await expect(alertOf(page)).toHaveCount(0)
})

test('too many requests: a wait that counts down, ends by itself, and can be cut short', async ({
  page,
}) => {
  await openList(page)
  await refuse(page, 429, { code: 'rate_limited', headers: { 'retry-after': '20' } })
  await page.keyboard.type('first')
  await expect(alertOf(page)).toContainText("We couldn't load your institutions.")
  await expect(alertOf(page)).toContainText("Too many requests. We'll try again in 20 seconds.")
  await expect(alertOf(page)).toContainText('quote-this')
  await expect(alertOf(page).getByText(/^1[0-8] s$/)).toBeVisible()
  await expectAccessible(page, 'too many requests')

  await refuse(page, 429, { code: 'rate_limited', headers: { 'retry-after': '2' } })
  await alertOf(page).getByRole('button', { name: 'Try now' }).click()
  await expect(alertOf(page)).toContainText("We'll try again in 2 seconds.")
  await page.unroute(searches)
  await expect(alertOf(page)).toHaveCount(0)
  await expect(statusOf(page)).toContainText('institutions match "first"')
})

for (const [what, status, problem, words] of [
  [
    'a permission that is missing is named',
    403,
    {
      code: 'insufficient_scope',
      headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="groups:read"' },
    },
    'You lack the permission to list institutions (groups:read).',
  ],
  [
    'a directory that is down is not an empty list',
    503,
    { code: 'directory_unavailable' },
    "The institution list isn't responding.",
  ],
] as const) {
  test(`${what}, with a reference and a way on`, async ({ page }) => {
    await openList(page)
    await refuse(page, status, problem)
    await page.keyboard.type('tidewater')
    await expect(alertOf(page)).toContainText("We couldn't load your institutions.")
    await expect(alertOf(page)).toContainText(words)
    await expect(alertOf(page)).toContainText('Reference quote-this')
    await expect(page.getByText(/^No institutions match/)).toHaveCount(0)
    await expectAccessible(page, `an answer of ${status}`)
    await page.unroute(searches)
    await alertOf(page).getByRole('link', { name: 'Try again' }).click()
    await expect(statusOf(page)).toContainText('matches "tidewater"')
    await expect(alertOf(page)).toHaveCount(0)
    await expect(fieldOf(page)).toHaveValue('tidewater')
  })
}

test('offline: says so, and goes on when the network is back', async ({ page, context }) => {
  await openList(page)
  await context.setOffline(true)
  await page.keyboard.type(last.routingNumber)
  await expect(statusOf(page)).toHaveText(
    "You're offline. We'll load your institutions when you're back.",
  )
  await expectAccessible(page, 'offline')
  await context.setOffline(false)
  await expect(page.locator(`a[href="${homeOf(last)}"]`)).toBeVisible()
  await expect(fieldOf(page)).toHaveValue(last.routingNumber)
})

test('a session that ended while somebody searches keeps the search for the way back', async ({
  page,
  context,
}) => {
  await openList(page)
  await page.keyboard.type('tide')
  await expect(statusOf(page)).toContainText('matches "tide"')
  await context.request.post('/api/oidc/logout', {
    headers: { origin: new URL(page.url()).origin },
    maxRedirects: 0,
  })
  await expectSignedOut(context)
  await page.keyboard.type('water')
  await expect(page).toHaveURL((url) => url.pathname === '/signed-out')
  await expect(page).toHaveURL(
    (url) => url.searchParams.get('returnTo') === '/institutions?q=tidewater',
  )
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await page.getByRole('link', { name: 'Sign in with Jack Henry' }).click()
  await expect(page).toHaveURL('/institutions?q=tidewater')
  await expect(fieldOf(page)).toHaveValue('tidewater')
  await expect(statusOf(page)).toContainText('matches "tidewater"')
})

test('a list that is not whole says how much of it is here', async ({ page }) => {
  await page.route('**/api/institutions/list', async (route) => {
    const list = JSON.parse(gunzipSync(await (await route.fetch()).body()).toString())
    await route.fulfill({ json: { ...list, partial: true } })
  })
  await signIn(page, many)
  await expect(alertOf(page)).toContainText("Some institutions couldn't be loaded.")
  await expect(alertOf(page)).toContainText('1,204 loaded.')
  await expectAccessible(page, 'a partial list')
  await page.unroute('**/api/institutions/list')
  await alertOf(page).getByRole('link', { name: 'Load the rest' }).click()
  await expect(page.getByText('Showing 50 of 1,204.')).toBeVisible()
})

async function openList(page: Page): Promise<void> {
  await signIn(page, thousands)
  await expectAwake(page)
  await expect(rowsOf(page)).toHaveCount(50)
  await expect(statusOf(page)).toHaveText('10,000 institutions')
}

/** Lets the server refuse every search from now on. */
async function refuse(
  page: Page,
  status: number,
  { code, headers = {} }: { code: string; headers?: Readonly<Record<string, string>> },
): Promise<void> {
  await page.unroute(searches)
  await page.route(searches, (route) =>
    route.fulfill({
      status,
      headers: { ...headers, 'content-type': 'application/problem+json' },
      body: JSON.stringify({ code, requestId: 'quote-this' }),
    }),
  )
}
