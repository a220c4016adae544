import type { Locator, Page } from '@playwright/test'
import { instances, shortLimits } from './addresses.ts'
import { expect, test } from './fixtures/test.ts'
import { few, homeOf, norfolk } from './practice-people.ts'
import { expectSignedOut } from './session-cookie.ts'
import { readAccounts, signIn } from './sign-in.ts'

test.describe.configure({ timeout: 120_000 })
test.use({ baseURL: instances.shortLived.origin })

test('activity keeps a session alive without any question, up to the limit that nothing moves', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  const { expires }: { expires: string } = await (
    await context.request.get('/api/auth/session')
  ).json()
  const idleWarning = page.getByRole('alertdialog', { name: "You're about to be signed out" })

  const banner = page.getByRole('complementary', { name: 'Session' })
  await keepBusyUntil(banner, page)
  await expect(banner).toContainText(/Your 1-minute session ends at \d+:\d\d [AP]M\./)
  await expect(banner.getByRole('link', { name: 'Sign in again' })).toBeVisible()
  await expect(idleWarning).toHaveCount(0)

  const dialog = page.getByRole('alertdialog', { name: 'Your session is about to end' })
  await keepBusyUntil(dialog, page)
  await expect(dialog.getByRole('button', { name: 'Not now' })).toBeFocused()
  await expect(idleWarning).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Not now' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(banner).toBeVisible()

  await expect(page).toHaveURL((url) => url.pathname === '/signed-out', { timeout: 20_000 })
  expect(Math.abs(Date.now() - Date.parse(expires))).toBeLessThan(5_000)
  await expect(page).toHaveURL((url) => url.searchParams.get('reason') === 'max')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your session ended')
  await expect(page.getByText('Sessions last up to 1 minute.')).toBeVisible()
  await expectSignedOut(context)

  await page.getByRole('link', { name: 'Sign in again' }).click()
  await page.getByRole('link', { name: 'Sign in with Jack Henry' }).click()
  await expect(page).toHaveURL(homeOf(norfolk))
  await readAccounts(page)
})

/** Presses a key about once a second, as somebody who writes would, until something shows. */
async function keepBusyUntil(shown: Locator, page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Shift')
    await expect(shown).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: shortLimits.absoluteSeconds * 1_000, intervals: [0] })
}
