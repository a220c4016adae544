import { expect, test } from './fixtures/test.ts'
import { expectAwake, fieldOf, linksOf, rowsOf, statusOf } from './picker-page.ts'
import { dozen, many } from './practice-people.ts'
import { signIn } from './sign-in.ts'

test('arrows, Home and End go through the rows, skipping their stars, and letters go back', async ({
  page,
}) => {
  await signIn(page, many)
  await expectAwake(page)
  await expect(linksOf(page)).toHaveCount(50)
  await page.keyboard.press('ArrowDown')
  await expect(linksOf(page).first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(linksOf(page).nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(linksOf(page).nth(49)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(linksOf(page).nth(49)).toBeFocused()
  await page.keyboard.press('Home')
  await expect(linksOf(page).first()).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(rowsOf(page).first().getByRole('button')).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowUp')
  await expect(fieldOf(page)).toBeFocused()

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.type('tide')
  await expect(fieldOf(page)).toBeFocused()
  await expect(fieldOf(page)).toHaveValue('tide')
})

test('Escape clears the search once; the second one does nothing', async ({ page }) => {
  await signIn(page, many)
  await expectAwake(page)
  await page.keyboard.type('cedar')
  await expect(page).toHaveURL('/institutions?q=cedar')
  await page.keyboard.press('Escape')
  await expect(fieldOf(page)).toHaveValue('')
  await expect(page.getByText('Showing 50 of 1,204.')).toBeVisible()
  await expect(page).toHaveURL('/institutions')
  await expect(statusOf(page)).toHaveText('1,204 institutions')
  const before = await page.getByRole('main').innerHTML()
  await page.keyboard.press('Escape')
  await page.waitForTimeout(600)
  expect(await page.getByRole('main').innerHTML()).toBe(before)
  await expect(fieldOf(page)).toBeFocused()
  await expect(page).toHaveURL('/institutions')
})

test('Ctrl+Enter on a row opens it in a new tab, and leaves the list as it is', async ({
  page,
  context,
}) => {
  await signIn(page, dozen)
  await expectAwake(page)
  await page.keyboard.type('credit')
  await expect(page).toHaveURL('/institutions?q=credit')
  await page.keyboard.press('ArrowDown')
  await expect(linksOf(page).first()).toBeFocused()
  const href = (await linksOf(page).first().getAttribute('href')) ?? ''
  const opened = context.waitForEvent('page')
  await page.keyboard.press('Control+Enter')
  await expect(await opened).toHaveURL(href)
  await expect(page).toHaveURL('/institutions?q=credit')
  await expect(linksOf(page).first()).toBeFocused()
})

test('Ctrl+K goes to the search from anywhere on the list', async ({ page }) => {
  await signIn(page, many)
  await expectAwake(page)
  await expect(rowsOf(page)).toHaveCount(50)
  await page.keyboard.press('ArrowDown')
  await expect(linksOf(page).first()).toBeFocused()
  await page.keyboard.press('Control+k')
  await expect(fieldOf(page)).toBeFocused()
})
