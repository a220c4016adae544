import { expect, type Page } from '@playwright/test'
import { isOurs } from './addresses.ts'

/** Signs a person in, from our page over the provider's and back. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await continueToProvider(page)
  await enterCredentials(page, email)
}

/** Leaves our sign-in page for the provider's. */
export async function continueToProvider(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Sign in with Jack Henry' }).click()
  await expect(page.getByLabel('Email')).toBeVisible()
}

/** Fills in the provider's page, and waits until a page of ours stands. */
export async function enterCredentials(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('any password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => isOurs(url) && !url.pathname.startsWith('/api/'))
}

/** Signs out through the menu, and confirms it at the provider. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Your menu/ }).click()
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
  await confirmSignOut(page)
}

/** The provider asks whether its own session ends too. */
export async function confirmSignOut(page: Page): Promise<void> {
  await expect(
    page.getByRole('heading', { name: 'Sign out of Jack Henry Identity?' }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL((url) => isOurs(url) && url.pathname === '/signed-out')
}

/** The rows of the sample call; their text is different at every institution. */
export async function readAccounts(page: Page): Promise<string[]> {
  const table = page.getByRole('table', { name: 'Accounts' })
  await expect(table).toBeVisible()
  return table.getByRole('row').allInnerTexts()
}
