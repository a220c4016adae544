import type { Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures/test.ts'
import { few, homeOf, norfolk } from './practice-people.ts'
import { readAccounts, signIn } from './sign-in.ts'

const minute = 60_000

test('the warning of the idle limit, which also speaks as time goes by', async ({ page }) => {
  await openHome(page)
  await setLimits(page, { idleLeft: 1.5 * minute, left: 60 * minute })
  const dialog = page.getByRole('alertdialog', { name: "You're about to be signed out" })
  await expect(dialog).toBeVisible()
  await expectAccessible(page, 'the warning of the idle limit')

  await setLimits(page, { idleLeft: minute + 2_500, left: 50 * minute })
  const spoken = dialog.locator('[aria-live=assertive]')
  await expect(spoken).toContainText("we'll sign you out in 2 minutes")
  await expect(spoken).toContainText("we'll sign you out in 1 minute")
})

test('banner and warning of the absolute limit, which leads to a new session at the same place', async ({
  page,
  context,
}) => {
  await openHome(page)
  await setLimits(page, { idleLeft: 9 * minute, left: 9 * minute })
  await expect(page.getByRole('complementary', { name: 'Session' })).toBeVisible()
  await expectAccessible(page, 'the banner of the absolute limit')

  await setLimits(page, { idleLeft: 1.5 * minute, left: 1.5 * minute })
  const dialog = page.getByRole('alertdialog', { name: 'Your session is about to end' })
  await expect(dialog).toBeVisible()
  await expectAccessible(page, 'the warning of the absolute limit')

  await page.unroute('**/api/auth/session')
  const [before] = await context.cookies(page.url())
  await dialog.getByRole('link', { name: 'Sign in again now' }).click()
  await readAccounts(page)
  await expect(page).toHaveURL(homeOf(norfolk))
  await expect(dialog).toHaveCount(0)
  expect(await context.cookies(page.url())).not.toContainEqual(before)
})

test('the cover of a page whose session cannot be checked', async ({ page }) => {
  await openHome(page)
  await setLimits(page, { idleLeft: 1_000, left: 1_000 })
  await page.route('**/api/auth/session', (route) =>
    route.fulfill({ contentType: 'text/html', body: 'a page of some network in between' }),
  )
  const cover = page.getByRole('alertdialog', { name: "We can't check your session right now" })
  await expect(cover).toBeVisible({ timeout: 15_000 })
  await expect(page.getByText(norfolk.name).filter({ visible: true })).toHaveCount(0)
  await expectAccessible(page, 'the cover')
})

test('the page after a session, for each reason', async ({ page }) => {
  for (const [reason, title] of [
    ['user', "You're signed out"],
    ['idle', 'You were signed out'],
    ['max', 'Your session ended'],
    ['other-tab', 'You signed out in another tab'],
    ['revoked', 'Your access changed'],
  ] as const) {
    await page.goto(`/signed-out?reason=${reason}&returnTo=%2Fprofile`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await expectAccessible(page, `/signed-out?reason=${reason}`)
  }
})

async function openHome(page: Page): Promise<void> {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
}

/** Lets the server's next answers tell other limits, and the page ask for them. */
async function setLimits(
  page: Page,
  { idleLeft, left }: { idleLeft: number; left: number },
): Promise<void> {
  const now = Date.now()
  const limits = {
    idleExpires: new Date(now + idleLeft).toISOString(),
    expires: new Date(now + left).toISOString(),
  }
  let isAnswered = false
  await page.unroute('**/api/auth/session')
  await page.route('**/api/auth/session', async (route) => {
    const response = await route.fetch()
    isAnswered = true
    await route.fulfill({ response, json: { ...(await response.json()), ...limits } })
  })
  // Coming back to a page makes it ask, at most every other second.
  await expect
    .poll(async () => {
      await page.evaluate(() => window.dispatchEvent(new Event('focus')))
      return isAnswered
    })
    .toBe(true)
}
