import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures/test.ts'
import { few, homeOf, monett, norfolk, one } from './practice-people.ts'
import { continueToProvider, enterCredentials, signIn, signOut } from './sign-in.ts'

// Pages that are not found have a footer too.
test.use({ expectedConsoleErrors: [/status of 404/] })

test('a link without an institution asks for one, then opens its page there', async ({ page }) => {
  await page.goto('/go/accounts?kind=loan')
  await expect(page.getByText("After you sign in, we'll take you to Accounts.")).toBeVisible()
  await continueToProvider(page)
  await enterCredentials(page, few)
  await expect(page).toHaveURL('/institutions?next=accounts%3Fkind%3Dloan')
  await expect(page.getByText("We'll open Accounts there.")).toBeVisible()
  await expectAccessible(page, 'the list with a page to open')
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(norfolk.name) })
    .click()
  await expect(page).toHaveURL(`${homeOf(norfolk)}/accounts?kind=loan`)
})

test('with an institution in use it opens there; with only one, in that', async ({
  page,
  openContext,
}) => {
  await signIn(page, few)
  await page.goto(homeOf(monett))
  await page.goto('/go/accounts')
  await expect(page).toHaveURL(`${homeOf(monett)}/accounts`)
  for (const path of ['/go/..%2f..%2fprofile', '/go/%2e%2e%5cprofile']) {
    await page.goto(path)
    await expect(page).toHaveURL('/institutions')
  }

  const other = await (await openContext()).newPage()
  await signIn(other, one)
  const home = new URL(other.url()).pathname
  await other.context().clearCookies({ name: /remembered/ })
  await other.goto('/go/accounts')
  await expect(other).toHaveURL(`${home}/accounts`)
})

test('preferences are kept without JavaScript: a theme, and the last institution', async ({
  openContext,
}) => {
  const context = await openContext({ javaScriptEnabled: false, colorScheme: 'light' })
  const page = await context.newPage()
  await signIn(page, few)
  await page.goto(homeOf(monett))
  await page.goto('/profile')
  await page.getByLabel('Dark').check()
  await page.getByLabel('Open my last institution after sign-in').check()
  await page.getByRole('button', { name: 'Save preferences' }).click()
  await expect(page.getByText('Preferences saved.')).toBeVisible()
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
  await expect(page.getByLabel('Dark')).toBeChecked()

  await signOut(page)
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
  await signIn(page, few)
  await expect(page).toHaveURL(homeOf(monett))

  await page.goto('/profile')
  await page.getByRole('button', { name: 'Forget pins and recents on this device' }).click()
  await expect(page.getByText('Pins and recents are forgotten.')).toBeVisible()
  await expect(page.getByLabel('Open my last institution after sign-in')).toBeChecked()
  await signOut(page)
  await signIn(page, few)
  await expect(page).toHaveURL('/institutions')
})

test('the footer leads to help and to a statement, on every page, and names the build', async ({
  page,
}) => {
  for (const path of ['/sign-in', '/nothing-here']) {
    await page.goto(path)
    const footer = page.getByRole('contentinfo')
    await expect(footer.getByRole('link')).toHaveText(['Get help', 'Accessibility'])
    await expect(footer).toContainText(/Build [\w-]{8}/)
  }
  await page.getByRole('contentinfo').getByRole('link', { name: 'Accessibility' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Accessibility')
  await expectAccessible(page, 'the accessibility statement')
})
