import type { BrowserContext, Page } from '@playwright/test'
import { instances, shortLimits } from './addresses.ts'
import { expect, test } from './fixtures/test.ts'
import { few, homeOf, norfolk } from './practice-people.ts'
import { expectSignedOut, getSessionCookie } from './session-cookie.ts'
import { readAccounts, signIn } from './sign-in.ts'

test.describe.configure({ timeout: 90_000 })
test.use({
  baseURL: instances.shortLived.origin,
  // Pages that poll, and the provider's page of a sign-in that is over, to which Back leads.
  expectedConsoleErrors: [/status of 401|\/interaction\//],
})

const patience = { timeout: shortLimits.idleSeconds * 1_000 }

test('warns every tab of a person who does nothing, and ends the session in all of them', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  const other = await context.newPage()
  await other.goto('/profile')
  const tabs = [page, other]
  const requests = countActivity(context)

  await test.step('the dialog opens in every tab', async () => {
    await page.getByRole('button', { name: /^Institution:/ }).focus()
    for (const tab of tabs) {
      await expect(dialogOf(tab)).toBeVisible(patience)
      await expect(stayOf(tab)).toBeFocused()
      await expect(dialogOf(tab)).toHaveAccessibleDescription(
        /we'll sign you out in \d+ seconds because there has been no activity/,
      )
      await expect(dialogOf(tab).locator('[aria-live=assertive]')).toHaveText(/in \d+ seconds/)
    }
    expect(requests).toEqual([])
  })

  await test.step('Tab stays within it, and the way to its button is not activity', async () => {
    for (const key of ['Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab']) {
      await page.keyboard.press(key)
      // After the last control the focus may be the browser's own; then nothing of the page has it.
      const focused = page.locator(':focus')
      expect(await focused.count()).toBe(await dialogOf(page).locator(':focus').count())
    }
    await expect(dialogOf(page)).toBeVisible()
    expect(requests).toEqual([])
  })

  await test.step('staying in one tab closes it in all, and moves the limit on the server', async () => {
    const before = await readIdleExpires(context)
    await stayOf(page).click()
    for (const tab of tabs) await expect(dialogOf(tab)).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^Institution:/ })).toBeFocused()
    expect(await readIdleExpires(context)).toBeGreaterThan(before + 5_000)
    expect(requests).toHaveLength(1)
  })

  await test.step('what pages ask by themselves keeps nothing alive', async () => {
    const cookie = await getSessionCookie(context)
    await poll(page)
    for (const tab of tabs) await expect(dialogOf(tab)).toBeVisible(patience)
    for (const tab of tabs) {
      await expect(tab).toHaveURL((url) => url.pathname === '/signed-out', patience)
      await expect(tab).toHaveURL((url) => url.searchParams.get('reason') === 'idle')
      await expect(tab.getByRole('heading', { level: 1 })).toHaveText('You were signed out')
      await expect(
        tab.getByText(`There was no activity for ${shortLimits.idleSeconds} seconds.`),
      ).toBeVisible()
    }
    await expectSignedOut(context)
    await context.addCookies([cookie])
    await expectSignedOut(context)
    const response = await context.request.get(homeOf(norfolk), { maxRedirects: 0 })
    expect(response.status()).toBe(303)
    expect(response.headers().location).toContain('/sign-in?returnTo=')
  })

  await test.step('Back shows nothing of the session', async () => {
    for (let steps = 0; steps < 3; steps += 1) {
      if ((await page.goBack()) === null) break
      await expect(page.getByRole('table')).toHaveCount(0)
      expect(await page.content()).not.toContain(norfolk.name)
    }
  })

  await test.step('signing in again leads back to the same place', async () => {
    await other.getByRole('link', { name: 'Sign in again' }).click()
    await other.getByRole('link', { name: 'Sign in with Jack Henry' }).click()
    await expect(other).toHaveURL('/profile')
  })
})

test("next-auth's update() moves the limit, and reading it does not", async ({ page, context }) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  const first = await readIdleExpires(context)

  // A limit moves when it would move by more than a tenth of its length.
  await expect(async () => {
    expect(await readIdleExpires(context)).toBe(first)
    expect(Date.now()).toBeGreaterThan(first - shortLimits.idleSeconds * 900 + 500)
  }).toPass()
  const updated = page.waitForResponse(
    (response) =>
      response.url().endsWith('/api/auth/session') && response.request().method() === 'POST',
  )
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expect(page.getByText('Session renewed.')).toBeVisible()
  const { idleExpires }: { idleExpires: string } = await (await updated).json()
  expect(Date.parse(idleExpires)).toBeGreaterThan(first)
  expect(await readIdleExpires(context)).toBe(Date.parse(idleExpires))
})

test('Escape closes the warning and stays', async ({ page, context }) => {
  await signIn(page, few)
  await page.goto('/profile')
  await expect(dialogOf(page)).toBeVisible(patience)
  const before = await readIdleExpires(context)
  await page.keyboard.press('Escape')
  await expect(dialogOf(page)).toHaveCount(0)
  expect(await readIdleExpires(context)).toBeGreaterThan(before + 5_000)
})

/** The requests by which pages tell the server that the person is there. */
function countActivity(context: BrowserContext): string[] {
  const seen: string[] = []
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (request.method() === 'POST' && pathname === '/api/auth/session') seen.push(pathname)
  })
  return seen
}

/** Makes a page ask for data and for its session by itself, as one that shows news would. */
async function poll(page: Page): Promise<void> {
  await page.evaluate(() => {
    setInterval(() => {
      void fetch('/api/auth/session')
      void fetch('/api/institutions', { headers: { 'X-CSRF': '1' } })
    }, 1_000)
  })
}

async function readIdleExpires(context: BrowserContext): Promise<number> {
  const view: { idleExpires: string } = await (
    await context.request.get('/api/auth/session')
  ).json()
  return Date.parse(view.idleExpires)
}

const dialogOf = (page: Page) =>
  page.getByRole('alertdialog', { name: "You're about to be signed out" })
const stayOf = (page: Page) => dialogOf(page).getByRole('button', { name: 'Stay signed in' })
