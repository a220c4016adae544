import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures/test.ts'
import { statusOf } from './picker-page.ts'
import {
  dozen,
  duluth,
  few,
  homeOf,
  mankato,
  many,
  none,
  one,
  thousands,
} from './practice-people.ts'
import { continueToProvider, readAccounts, signIn } from './sign-in.ts'

test.use({ expectedConsoleErrors: [/status of 404/] })

test('pages before and after a session', async ({ page }) => {
  for (const path of [
    '/sign-in',
    `/sign-in?returnTo=${encodeURIComponent(homeOf(mankato))}`,
    '/sign-in?error=attempt_expired',
    '/sign-in?error=response_rejected',
    '/signed-out',
    '/signed-out?reason=idle',
    '/nothing-here',
  ]) {
    await page.goto(path)
    await expectAccessible(page, path)
  }
})

test("the provider's practice pages", async ({ page }) => {
  await page.goto('/sign-in')
  await continueToProvider(page)
  await expectAccessible(page, 'the sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expectAccessible(page, 'the sign-in with an error')

  await signIn(page, few)
  await page.goto('/profile')
  await page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Stay signed in' })).toBeVisible()
  await expectAccessible(page, 'the sign-out')
})

test('a list of five, with and without an error', async ({ page }) => {
  await signIn(page, few)
  await expectAccessible(page, 'the list of five')
  await page.goto('/institutions?error=institution_denied')
  await expectAccessible(page, 'the list with an error')
})

test('a list of thousands, searched and not', async ({ page }) => {
  await signIn(page, thousands)
  await expect(page.getByRole('searchbox')).toBeFocused()
  // The animation of a skeleton has no end to wait for.
  await expect(page.getByText('Showing 50 of 10,000.')).toBeVisible()
  await expectAccessible(page, 'the list of 10,000')
  for (const query of ['prairie', 'nothing like this']) {
    await page.goto(`/institutions?q=${encodeURIComponent(query)}`)
    await expect(page.getByRole('searchbox')).toBeFocused()
    await expect(statusOf(page)).toContainText('match')
    await expectAccessible(page, `the search for ${query}`)
  }
})

test('a list with pinned and recent institutions', async ({ page }) => {
  await signIn(page, dozen)
  await page.getByRole('button', { name: /^Pin / }).first().click()
  await page.goto(homeOf(mankato))
  await page.goto('/institutions')
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(3)
  await expectAccessible(page, 'the list with sections')
  await page.goto(`/institutions?from=${duluth.institutionId}`)
  await expectAccessible(page, 'the list after an institution that did not open')
})

test('the switcher, before and while somebody searches', async ({ page }) => {
  await signIn(page, many)
  await page.goto(homeOf(mankato))
  await readAccounts(page)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option')).toHaveCount(51)
  await expectAccessible(page, 'the open switcher')
  for (const query of ['first', 'nothing like this']) {
    await page.getByRole('combobox').fill(query)
    await expect(page.getByRole('dialog')).toContainText(/match/)
    await expectAccessible(page, `the switcher searched for ${query}`)
  }
})

test("an institution's home, plain and with all open", async ({ page }) => {
  await signIn(page, few)
  await page.goto(homeOf(mankato))
  await readAccounts(page)
  await expectAccessible(page, 'the home')
  await page.getByText('Show request').click()
  await page.getByRole('button', { name: /^Your menu/ }).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await expectAccessible(page, 'the home with all open')
})

test('the profile, and pages that are not found', async ({ page }) => {
  await signIn(page, few)
  for (const path of ['/profile', homeOf(duluth), `${homeOf(mankato)}/nothing`, '/nothing-here']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page, path)
  }
})

test('the home of the only institution', async ({ page }) => {
  await signIn(page, one)
  await readAccounts(page)
  await expectAccessible(page, 'the home')
})

test('the page of a person without institutions', async ({ page }) => {
  await signIn(page, none)
  await expectAccessible(page, 'the page')
})

test('every page has a title of its own, and one h1', async ({ page }) => {
  const titles: string[] = []
  const visit = async (path: string) => {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    titles.push(await page.title())
  }
  for (const path of ['/sign-in', '/signed-out', '/nothing-here']) await visit(path)
  await signIn(page, few)
  for (const path of ['/institutions', homeOf(mankato), '/profile', homeOf(duluth)]) {
    await visit(path)
  }
  expect(titles.filter((title) => title.trim() === '')).toEqual([])
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  expect(titles[4]).toMatch(new RegExp(`^${mankato.name}`))
})
