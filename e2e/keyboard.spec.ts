import type { Locator, Page } from '@playwright/test'
import { appOrigin } from './addresses.ts'
import { expect, test } from './fixtures/test.ts'
import { durango, few, homeOf, norfolk, thousands } from './practice-people.ts'
import { readAccounts, signIn } from './sign-in.ts'

test('the whole job works by keyboard alone', async ({ page }) => {
  await page.goto('/sign-in')
  await tabTo(page, page.getByRole('link', { name: 'Sign in with Jack Henry' }))
  await page.keyboard.press('Enter')

  await tabTo(page, page.getByLabel('Email'))
  await page.keyboard.type(few)
  await tabTo(page, page.getByLabel('Password'))
  await page.keyboard.type('any password')
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL('/institutions')
  await tabTo(page, page.getByRole('link', { name: norfolk.name }))
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL(homeOf(norfolk))
  await readAccounts(page)

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search institutions' })).toBeFocused()
  await page.keyboard.type(durango.city)
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(homeOf(durango))
  await readAccounts(page)

  await tabTo(page, page.getByRole('button', { name: /^Your menu/ }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Sign out' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Stay signed in' })).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Sign out', exact: true }))
  await page.keyboard.press('Enter')
  await page.waitForURL(`${appOrigin}/signed-out**`)
})

test('the first Tab of a page is "Skip to content", which goes there', async ({ page }) => {
  await signIn(page, few)
  for (const path of ['/institutions', homeOf(norfolk), '/profile']) {
    await page.goto(path)
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to content' })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
  }
})

test('Escape closes the menu and gives the focus back', async ({ page }) => {
  await signIn(page, few)
  const menu = page.getByRole('button', { name: /^Your menu/ })
  await menu.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden()
  await expect(menu).toBeFocused()
})

test('what has the focus is never hidden by the header', async ({ page }) => {
  await signIn(page, thousands)
  await expect(page.getByRole('searchbox')).toBeFocused()
  const header = await page.getByRole('banner').boundingBox()
  const links = page.getByRole('main').getByRole('listitem').getByRole('link')
  await links.nth(30).focus()
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  for (let row = 29; row > 10; row -= 1) {
    // A row has two stops: its link, and its star after it.
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await expect(links.nth(row)).toBeFocused()
    const box = await links.nth(row).boundingBox()
    expect(box?.y, `top of row ${row}`).toBeGreaterThanOrEqual(header?.height ?? 0)
  }
})

/** Presses Tab until the control has the focus, as a person would. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  for (let presses = 0; presses < 40; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(control).toBeFocused()
}
