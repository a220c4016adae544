import { expect, test } from './fixtures/test.ts'
import { duluth, few, homeOf, norfolk, one, salina } from './practice-people.ts'
import { findSessionCookie } from './session-cookie.ts'
import { confirmSignOut, enterCredentials, readAccounts, signIn, signOut } from './sign-in.ts'

test('few@ signs in, works at two institutions in two tabs, and signs out of both', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await expect(page.getByRole('heading', { name: 'Choose an institution' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(5)

  await page.getByRole('link', { name: norfolk.name }).click()
  await expect(page).toHaveURL(homeOf(norfolk))
  await expect(page).toHaveTitle(new RegExp(`^${norfolk.name}`))
  await expect(page.getByRole('heading', { level: 1, name: norfolk.name })).toBeVisible()
  const accounts = await readAccounts(page)

  const other = await context.newPage()
  await other.goto('/institutions')
  await other.getByRole('link', { name: /Salina, KS/ }).click()
  await expect(other).toHaveURL(homeOf(salina))
  await expect(other).toHaveTitle(/^Prairie State Bank & Trust/)
  const otherAccounts = await readAccounts(other)
  expect(otherAccounts).not.toEqual(accounts)
  await expect(other.locator('body')).not.toContainText(norfolk.name)

  await page.reload()
  expect(await readAccounts(page)).toEqual(accounts)
  await expect(page.locator('body')).not.toContainText(salina.name)
  await page.getByRole('button', { name: 'Run again' }).click()
  expect(await readAccounts(page)).toEqual(accounts)

  await page.getByRole('button', { name: `Institution: ${norfolk.name}` }).click()
  await page.getByRole('link', { name: 'All institutions' }).click()
  await expect(page.getByRole('heading', { name: 'Choose an institution' })).toBeVisible()

  await signOut(page)
  await expect(page.getByRole('heading', { name: "You're signed out" })).toBeVisible()
  await expect(page.getByText('You may still be signed in')).toHaveCount(0)
  expect(await findSessionCookie(context)).toBeUndefined()

  await expect(other).toHaveURL((url) => url.pathname === '/signed-out')
  await other.goto(homeOf(salina))
  await expect(other).toHaveURL(/\/sign-in\?returnTo=/)
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('Back after signing out shows nothing of the session', async ({ page }) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  await page.goto('/profile')
  await page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }).click()
  await confirmSignOut(page)
  await expect(page.getByRole('heading', { name: "You're signed out" })).toBeVisible()
  for (let steps = 0; steps < 4; steps += 1) {
    await page.goBack()
    await expect(page.getByRole('table')).toHaveCount(0)
    await expect(page.getByText('Priya Raghunathan').filter({ visible: true })).toHaveCount(
      page.url().includes('/interaction/') ? 1 : 0,
    )
    await expect(page.getByText(norfolk.name)).toHaveCount(0)
  }
})

test('a second sign-in of the same browser begins a new session for the new person', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  const first = await findSessionCookie(context)
  await signOut(page)
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await page.getByRole('link', { name: 'Sign in with Jack Henry' }).click()
  await enterCredentials(page, one)
  await expect(page).toHaveURL(homeOf(duluth))
  const second = await findSessionCookie(context)
  expect(second?.value).toBeTruthy()
  expect(second?.value).not.toBe(first?.value)
})
