import { expect, test } from './fixtures/test.ts'
import { duluth, few, homeOf, institutionAt, norfolk, thousands } from './practice-people.ts'
import { expectSignedOut } from './session-cookie.ts'
import { signIn, signOut } from './sign-in.ts'

test.use({ javaScriptEnabled: false })

test('the whole job works: sign in, search, open, switch, sign out', async ({ page, context }) => {
  const wanted = institutionAt(9_999)
  await signIn(page, thousands)
  // A list that is not there promptly leaves a link to this.
  await page.goto('/institutions?wait=1')
  await expect(page.getByText('Showing 50 of 10,000.')).toBeVisible()
  await page.getByRole('searchbox').fill(wanted.routingNumber)
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page).toHaveURL(`/institutions?q=${wanted.routingNumber}`)
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)

  await page.getByRole('link', { name: new RegExp(wanted.name) }).click()
  await expect(page).toHaveURL(homeOf(wanted))
  await expect(page.getByRole('heading', { level: 1, name: wanted.name })).toBeVisible()

  await page.getByRole('link', { name: `Institution: ${wanted.name}` }).click()
  await page.getByRole('link', { name: 'Show 50 more' }).click()
  await expect(page.getByText('Showing 100 of 10,000.')).toBeVisible()

  await signOut(page)
  await expect(page.getByRole('heading', { name: "You're signed out" })).toBeVisible()
  await expectSignedOut(context)
})

test('a deep link and a search without a match work', async ({ page }) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await expect(page.getByRole('heading', { level: 1, name: norfolk.name })).toBeVisible()
  await page.goto('/institutions?q=nowhere')
  await expect(page.getByText('No institutions match "nowhere".').first()).toBeVisible()
})

test.describe('pages that are not found', () => {
  test.use({ expectedConsoleErrors: [/status of 404/] })

  test('say so and offer a way on', async ({ page }) => {
    await signIn(page, few)
    for (const [path, title, way] of [
      ['/nothing-here', 'Page not found', 'Choose an institution'],
      [`${homeOf(norfolk)}/nothing/here`, `Page not found in ${norfolk.name}`, 'Go to its home'],
      [homeOf(duluth), "This institution isn't available to you", 'Choose an institution'],
    ] as const) {
      const response = await page.goto(path)
      expect(response?.status(), path).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
      await expect(page.getByRole('main').getByRole('link', { name: way })).toBeVisible()
      await expect(page.getByRole('button', { name: /^Your menu/ })).toBeVisible()
    }
    await signOut(page)
  })
})
