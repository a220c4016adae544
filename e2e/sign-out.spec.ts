import { expect, test } from './fixtures/test.ts'
import { few, homeOf, norfolk } from './practice-people.ts'
import { expectSignedOut } from './session-cookie.ts'
import { confirmSignOut, continueToProvider, readAccounts, signIn } from './sign-in.ts'

test('a sign-out empties what pages have stored, and leaves the provider to be asked', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  await page.evaluate(() => {
    localStorage.setItem('left-behind', 'local')
    sessionStorage.setItem('left-behind', 'session')
  })

  const answered = page.waitForResponse('**/api/oidc/logout')
  await page.getByRole('button', { name: /^Your menu/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  const headers = await (await answered).allHeaders()
  expect(headers['clear-site-data']).toBe('"cache", "storage"')
  await expectSignedOut(context)

  // The provider asks whether its own session ends too: it is there, and may stay.
  await expect(
    page.getByRole('heading', { name: 'Sign out of Jack Henry Identity?' }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(page).toHaveURL((url) => url.pathname === '/signed-out')

  const left = () =>
    page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])
  expect(await left()).toEqual([[], [], ''])
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await page.getByRole('link', { name: 'Sign in with Jack Henry' }).click()
  await expect(page).toHaveURL('/institutions')
})

test("ending the provider's session too makes the next sign-in ask who it is", async ({ page }) => {
  await signIn(page, few)
  await page.goto('/profile')
  await page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }).click()
  await confirmSignOut(page)
  await page.goto('/sign-in')
  await continueToProvider(page)
})
