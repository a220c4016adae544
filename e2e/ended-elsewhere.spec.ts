import { expect, test } from './fixtures/test.ts'
import { few, homeOf, norfolk } from './practice-people.ts'
import { expectSignedOut } from './session-cookie.ts'
import { confirmSignOut, readAccounts, signIn } from './sign-in.ts'
import { endProviderSessions } from './simulator-faults.ts'

test('signing out in one tab takes the page of every other tab away', async ({ page, context }) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  const other = await context.newPage()
  await other.goto('/profile')
  // Until the page's scripts run, its times are UTC, and its form signs out without telling other tabs.
  await expect(other.getByRole('main')).not.toContainText('UTC')
  await other.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }).click()

  await expect(page).toHaveURL(
    `/signed-out?reason=other-tab&returnTo=${encodeURIComponent(homeOf(norfolk))}`,
  )
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You signed out in another tab')
  expect(await page.content()).not.toContain(norfolk.name)

  await confirmSignOut(other)
  await expect(other.getByRole('heading', { level: 1 })).toHaveText("You're signed out")
  await expectSignedOut(context)
})

test('a session that the provider ended is noticed when its page comes back into view', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  await endProviderSessions(few)
  await expectSignedOut(context)

  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await expect(page).toHaveURL((url) => url.pathname === '/signed-out', { timeout: 1_000 })
  }).toPass()
  await expect(page).toHaveURL((url) => url.searchParams.get('reason') === 'revoked')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your access changed')
  expect(await page.content()).not.toContain(norfolk.name)

  await page.getByRole('link', { name: 'Sign in again' }).click()
  await page.getByRole('link', { name: 'Sign in with Jack Henry' }).click()
  await expect(page.getByLabel('Email')).toBeVisible()
})
